// How much of the metric's variance each parameter explains, as the program computed it.

function makeImportance(root, set) {
  const title = el("h3", {}, "Importance");
  const body = el("div", {});
  root.append(title, body);
  return {
    update(view) {
      const all = view.study.data.importance;
      const name = all[view.metric.name] ? view.metric.name : view.study.data.metric;
      const found = all[name];
      root.hidden = !found || found.sets.length === 0 || found.sets[0].factors.length === 0;
      if (root.hidden) return;
      show(
        body,
        found.sets
          .filter((one) => one.factors.length)
          .slice(0, 4)
          .map((one) => importanceSet(view, one, name, set)),
        found.left_out ? el("p", {class: "quiet"}, `${count(found.left_out, "run")} without a value left out`) : null,
        name === view.metric.name ? null : el("p", {class: "quiet"}, `computed for ${name} only`),
      );
    },
  };
}

function importanceSet(view, one, metric, set) {
  const names = one.factors.map((factor) => factor.map((i) => view.study.parameters[i].short).join(" + "));
  const bars = one.main.map((share, i) => ({name: names[i], share, slice: view.study.parameters[one.factors[i][0]].name}));
  for (const [a, b, share] of one.pairs) if (share >= 0.005) bars.push({name: `${names[a]} \u00d7 ${names[b]}`, share});
  bars.sort((a, b) => b.share - a.share);
  if (one.higher >= 0.005) bars.push({name: "three and more together", share: one.higher});
  if (one.noise !== null) bars.push({name: "seeds", share: one.noise, isNoise: true});
  const how = one.exact ? "exact on a full grid" : "estimated by a forest (fANOVA)";
  return el(
    "div",
    {class: "bars"},
    el(
      "p",
      {class: "quiet"},
      `share of the variance of ${metric}, final values; ${how}, ${count(one.cells, "cell")}, ${count(one.runs, "run")}`,
    ),
    el(
      "table",
      {class: "plain"},
      el(
        "thead",
        {class: "visually-hidden"},
        el(
          "tr",
          {},
          ["parameter", "share", "bar"].map((text) => el("th", {scope: "col"}, text)),
        ),
      ),
      el(
        "tbody",
        {},
        bars.map((bar) =>
          el(
            "tr",
            {},
            el(
              "th",
              {scope: "row"},
              bar.slice
                ? el("button", {type: "button", class: "link", title: "Show its slice", onclick: () => set({slice: bar.slice})}, bar.name)
                : bar.name,
            ),
            el("td", {class: "number"}, `${(100 * Math.max(0, bar.share)).toFixed(1)} %`),
            el(
              "td",
              {class: "track"},
              el("span", {class: bar.isNoise ? "share noise" : "share", style: {width: `${100 * Math.max(0, Math.min(1, bar.share))}%`}}),
            ),
          ),
        ),
      ),
    ),
  );
}
