// All that was recorded of one run.

/** A list of names and values; those without a value are left out. */
function pairs(entries) {
  return el(
    "dl",
    {},
    entries
      .filter(([, value]) => value !== "" && value !== null && value !== undefined)
      .map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])
      .flat(),
  );
}

function runDetails(view, run, suffix) {
  const {study} = view;
  const {runs, metrics} = study.data;
  const cell = runs.cell[run];
  const parameters = [...study.parameters.map((p) => [p.name, study.text(cell, p)]), ...Object.entries(runs.constants)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const error = runs.errors[runs.error[run]];
  const measured = metrics.filter((m) => (runs.final[m.name]?.[run] ?? null) !== null);
  return el(
    "div",
    {class: "run"},
    error ? el("div", {class: "wide"}, el("h3", {class: "quiet"}, "Error"), el("pre", {class: "error"}, error)) : null,
    el(
      "div",
      {class: "wide"},
      el("h3", {class: "quiet"}, "Run it again"),
      el("code", {}, `ice show ${runs.id[run]} --yaml${suffix} > again.yaml && ice run again.yaml --force${suffix}`),
    ),
    el("div", {}, el("h3", {class: "quiet"}, "Parameters"), pairs(parameters)),
    measured.length === 0
      ? null
      : el(
          "div",
          {},
          el("h3", {class: "quiet"}, "Metrics"),
          el(
            "table",
            {class: "plain"},
            el(
              "thead",
              {},
              el(
                "tr",
                {},
                ["metric", "final", "best"].map((text) => el("th", {scope: "col"}, text)),
              ),
            ),
            el(
              "tbody",
              {},
              measured.map((m) =>
                el(
                  "tr",
                  {},
                  el("th", {scope: "row"}, m.name),
                  el("td", {class: "number"}, format(runs.final[m.name][run])),
                  el("td", {class: "number"}, format(runs.best[m.name][run])),
                ),
              ),
            ),
          ),
        ),
    el(
      "div",
      {},
      el("h3", {class: "quiet"}, "Plugins"),
      pairs(runs.files[run].map((i) => runs.plugins[i]).map((p) => [p.kind, `${p.id} ${p.version}, ${p.sha256.slice(0, 8)}, ${p.path}`])),
    ),
    el(
      "div",
      {},
      el("h3", {class: "quiet"}, "Made by"),
      pairs([
        ["started", time(runs.started[run])],
        ["cell", study.number(cell)],
        ["data", runs.digests[runs.data[run]].slice(0, 16)],
        ["numerics", runs.numerics[run]],
        ...Object.entries(runs.environments[runs.environment[run]]),
      ]),
    ),
  );
}
