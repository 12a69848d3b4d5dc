// All studies of the page, where there are several: a line each, which chooses it.

function makeOverview(root, studies, set) {
  const section = root.closest("section");
  section.hidden = studies.length < 2;
  return {
    update(view) {
      if (section.hidden) return;
      show(
        root,
        el(
          "div",
          {class: "scroll"},
          el(
            "table",
            {},
            el(
              "thead",
              {},
              el(
                "tr",
                {},
                ["study", "title", "cells", "runs", "did not finish", "metric", "best mean", "claims"].map((text) =>
                  el("th", {scope: "col"}, text),
                ),
              ),
            ),
            el(
              "tbody",
              {},
              studies.map((study) => overviewRow(study, view, set)),
            ),
          ),
        ),
      );
    },
  };
}

function overviewRow(study, view, set) {
  const {data} = study;
  const metric = study.metric(data.metric);
  const {mean} = study.board(metric.name, "final");
  const best = study.rank(metric, "final").indexOf(1);
  const isChosen = study === view.study;
  const choose = () => set(withStudy(data.name));
  return el(
    "tr",
    {class: isChosen ? "chosen" : null},
    el("th", {scope: "row"}, el("button", {type: "button", class: "link", "aria-pressed": String(isChosen), onclick: choose}, data.name)),
    el("td", {}, data.title),
    el("td", {class: "number"}, study.size),
    el("td", {class: "number"}, data.runs.id.length),
    el(
      "td",
      {class: "number"},
      study.failed.reduce((sum, n) => sum + n, 0),
    ),
    el("td", {}, metric.name),
    el("td", {class: "number"}, best < 0 ? "" : format(mean[best])),
    el(
      "td",
      {},
      data.claims.map((claim) => [verdictBadge(claim.verdict, claim.name), " "]),
    ),
  );
}
