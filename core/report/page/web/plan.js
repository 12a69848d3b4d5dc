// What the study planned: parameters, seeds, exclusions; what is recorded of it; its resolved text.

function makePlan(root) {
  return {
    update(view) {
      const {data} = view.study;
      const {plan} = data;
      show(
        root,
        pairs([
          ["study", `${data.name}, revision ${data.revision} of ${data.revisions}, ${time(data.created_at)}`],
          ["runs", `${data.recorded_runs} of ${data.planned_runs} planned runs are recorded`],
          ...(plan
            ? [
                ["method", plan.method],
                ["metric", `${plan.metric}, ${plan.goal}`],
                ["seeds", `${plan.seeds.length}: ${listed(plan.seeds)}`],
                ...(plan.split ? [["split", plan.split]] : []),
                ["cells", plan.cells],
              ]
            : []),
        ]),
        plan && plan.parameters.length
          ? el(
              "div",
              {class: "scroll"},
              el(
                "table",
                {},
                el("thead", {}, el("tr", {}, el("th", {scope: "col"}, "varied"), el("th", {scope: "col"}, "values"))),
                el(
                  "tbody",
                  {},
                  plan.parameters.map((p) => el("tr", {}, el("th", {scope: "row", class: "mono"}, p.name), el("td", {}, p.values))),
                ),
              ),
            )
          : null,
        plan && plan.zip.length ? el("p", {}, "Together: ", plan.zip.map((group) => group.join(" with ")).join("; ")) : null,
        plan && plan.excluded.length
          ? el(
              "div",
              {},
              el("h3", {}, "Excluded"),
              el(
                "ul",
                {},
                plan.excluded.map((e) => el("li", {}, el("code", {}, e.text), e.cells === null ? "" : `: ${count(e.cells, "cell")}`)),
              ),
            )
          : null,
        plan && plan.repetitions
          ? el("p", {}, `${count(plan.repetitions, "cell")} would repeat another, because a parameter does not exist there.`)
          : null,
        plan ? null : el("p", {class: "quiet"}, "The recorded text is no study of this version of ice any more."),
        data.notes.map((note) => el("p", {class: "note"}, note)),
        el("details", {}, el("summary", {}, "The study as it was resolved (YAML)"), el("pre", {tabindex: "0"}, data.spec)),
      );
    },
  };
}

function listed(seeds) {
  return seeds.length <= 8 ? seeds.join(", ") : `${seeds.slice(0, 6).join(", ")}, \u2026, ${seeds[seeds.length - 1]}`;
}
