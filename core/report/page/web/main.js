// Starts the page: data and state become a view, and every part draws it.

function start(data) {
  const factors = data.interval;
  const studies = data.studies.map((study) => new Study(study, factors));
  const body = (id) => document.querySelector(`#${id} > .body`);
  const state = makeState(() => schedule());
  const set = state.set;
  const parts = [
    makeHeading(document.getElementById("heading"), data),
    makeFilters(document.getElementById("bar"), studies, set),
    makeOverview(body("overview"), studies, set),
    makeIdea(body("idea")),
    makeLeaderboard(body("cells"), set),
    makeCurves(body("curves"), set),
    makeParallel(document.getElementById("parallel"), set),
    makeHeatmap(document.getElementById("heatmap"), set),
    makeSlice(document.getElementById("slice"), set),
    makeImportance(document.getElementById("importance"), set),
    makeRuns(body("runs"), data.suffix, set),
    makePlan(body("plan")),
    makeLineage(body("lineage"), data.ideas, studies, set),
  ];
  let isScheduled = false;
  const draw = () => {
    isScheduled = false;
    tooltip.hide();
    const view = makeView(studies, factors, state.get());
    view.current = state.get;
    for (const part of parts) part.update(view);
    pointed.again();
    document.getElementById("parameters").hidden = view.study.parameters.every((parameter) => parameter.values.length < 2);
  };
  const schedule = () => {
    if (!isScheduled) requestAnimationFrame(draw);
    isScheduled = true;
  };
  draw();
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) {
      width = innerWidth;
      schedule();
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", schedule);
  listenToKeys(state);
  // The fragment of the address is the state's: links within the page scroll without it.
  for (const link of document.querySelectorAll('a[href^="#"]'))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const section = document.querySelector(link.getAttribute("href"));
      section.setAttribute("tabindex", "-1");
      section.focus({preventScroll: true});
      section.scrollIntoView();
    });
}

function makeHeading(root, data) {
  return {
    update(view) {
      const study = view.study.data;
      document.title = `${study.title || study.name} \u2013 ice report`;
      const statuses = new Map();
      for (const status of study.runs.status) statuses.set(status, (statuses.get(status) || 0) + 1);
      const ends = [...statuses].map(([status, n]) => `${n} ${status}`).join(", ");
      show(
        root,
        el("h1", {}, study.title || study.name),
        el(
          "p",
          {class: "quiet"},
          `${study.name} \u00b7 ${count(view.study.size, "cell")}, ${count(study.runs.id.length, "run")}: ${ends} \u00b7 page of ${time(data.made_at)}`,
        ),
      );
    },
  };
}

/** "/" goes to the search, Escape takes the selection off. */
function listenToKeys(state) {
  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, select, textarea");
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      document.getElementById("search").focus();
    } else if (event.key === "Escape" && state.get().cells.length) {
      state.set({cells: []});
    }
  });
  document
    .getElementById("foot")
    .append(el("p", {class: "quiet"}, "Keys: / searches, Escape selects none. The address of this page keeps what you see. Made by ice."));
}

start(JSON.parse(document.getElementById("data").textContent));
