// The runs of the shown or selected cells, each with everything that was recorded of it folded in.

const RUNS_AT_ONCE = 20;

function makeRuns(root, suffix, set) {
  const tools = el("div", {class: "tools"});
  const table = el("table", {class: "board"});
  const more = el("p", {});
  root.append(tools, el("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of runs"}, table), more);
  let most = RUNS_AT_ONCE;
  let of = "";
  const open = new Set();
  return {
    update(view) {
      const {data} = view.study;
      const key = `${data.name} ${view.shown.length} ${[...view.selected]}`;
      if (of !== key) {
        of = key;
        most = RUNS_AT_ONCE;
      }
      const cells = view.selected.size ? [...view.selected].sort((a, b) => view.rank[a] - view.rank[b]) : view.shown;
      const all = cells.flatMap((cell) => view.study.runsOf[cell]);
      const statuses = [...new Set(data.runs.status)];
      const ended = view.state.ended === "all" || statuses.includes(view.state.ended) ? view.state.ended : "all";
      const runs = ended === "all" ? all : all.filter((run) => data.runs.status[run] === ended);
      show(
        tools,
        el("span", {class: "quiet"}, `${count(runs.length, "run")} of the ${view.selected.size ? "selected" : "shown"} cells`),
        statuses.length > 1
          ? choice("ended", [["all", "all"], ...statuses.map((status) => [status, status])], ended, (value) => set({ended: value}))
          : null,
      );
      const columns = runColumns(view);
      show(
        table,
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            el("th", {scope: "col"}, "run"),
            columns.map((column) => el("th", {scope: "col", class: column.number ? "number" : null}, column.title)),
          ),
        ),
        el(
          "tbody",
          {},
          runs
            .slice(0, most)
            .map((run) => runRows(view, run, columns, suffix, open))
            .flat(),
        ),
      );
      show(
        more,
        runs.length > most
          ? el(
              "button",
              {
                type: "button",
                onclick: () => {
                  most += 200;
                  this.update(view);
                },
              },
              `Show ${Math.min(200, runs.length - most)} more of ${runs.length}`,
            )
          : null,
      );
    },
  };
}

function runColumns(view) {
  const {runs} = view.study.data;
  const values = runs[view.at]?.[view.metric.name] || [];
  const decimals = decimalsFor(values);
  return [
    {title: "cell", of: (run) => [swatch(view.colors.get(runs.cell[run])), " ", view.study.label(runs.cell[run])]},
    {title: "seed", of: (run) => runs.seed[run], number: true},
    {title: "status", of: (run) => el("span", {class: `status ${runs.status[run]}`}, runs.status[run])},
    {title: view.metric.name, of: (run) => formatIn(decimals, values[run] ?? null), number: true},
    {title: "epochs", of: (run) => runs.epochs[run], number: true},
    {title: "time", of: (run) => duration(runs.seconds[run]), number: true},
    {title: "started", of: (run) => time(runs.started[run])},
  ];
}

function runRows(view, run, columns, suffix, open) {
  const {runs} = view.study.data;
  const id = runs.id[run];
  const details = el("td", {colspan: columns.length + 1});
  const detailRow = el("tr", {class: "details", hidden: !open.has(id), id: `run-${id}`}, details);
  const fillDetails = () => {
    if (!details.hasChildNodes()) details.append(runDetails(view, run, suffix));
  };
  const button = el(
    "button",
    {
      type: "button",
      class: "link mono",
      "aria-expanded": String(open.has(id)),
      "aria-controls": `run-${id}`,
      onclick: () => {
        fillDetails();
        detailRow.hidden = !detailRow.hidden;
        button.setAttribute("aria-expanded", String(!detailRow.hidden));
        detailRow.hidden ? open.delete(id) : open.add(id);
      },
    },
    id,
  );
  if (open.has(id)) fillDetails();
  return [
    el(
      "tr",
      {"data-cell": runs.cell[run]},
      el("td", {}, button),
      columns.map((column) => el("td", {class: column.number ? "number" : null}, column.of(run))),
    ),
    detailRow,
  ];
}
