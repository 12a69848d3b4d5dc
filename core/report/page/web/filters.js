// The bar above everything: study, metric, search, a filter for each parameter, what is selected.

const FEW_VALUES = 12; // up to here a filter lists them

function makeFilters(root, studies, set) {
  const search = el("input", {type: "search", id: "search", placeholder: "relu 0.01", oninput: () => set({search: search.value})});
  const chosen = el("div", {class: "group"});
  const facets = el("div", {class: "group"});
  const chips = el("div", {class: "group chips", "aria-live": "polite"});
  root.append(chosen, el("label", {class: "choice"}, el("span", {}, "search"), search), facets, chips);
  let of = null;
  return {
    update(view) {
      const {study, state} = view;
      if (document.activeElement !== search) search.value = state.search;
      show(
        chosen,
        studies.length > 1
          ? choice(
              "study",
              studies.map((s) => [s.data.name, s.data.name]),
              study.data.name,
              (name) => set(withStudy(name)),
            )
          : null,
        choice(
          "metric",
          study.data.metrics.map((m) => [m.name, m.name + (m.minimize ? " \u2193" : " \u2191")]),
          view.metric.name,
          (metric) => set({metric}),
        ),
        choice(
          "value",
          [
            ["final", "final"],
            ["best", "best epoch"],
          ],
          view.at,
          (at) => set({at}),
        ),
      );
      if (of !== study) {
        show(
          facets,
          study.parameters.filter((p) => p.values.length > 1).map((parameter) => makeFacet(parameter, study)),
        );
        of = study;
      }
      for (const facet of facets.children) facet.update(view, set);
      show(chips, chipsOf(view, set));
    },
  };
}

function makeFacet(parameter, study) {
  const body = el("div", {class: "popover"});
  const summary = el("summary", {title: parameter.name}, parameter.short);
  const facet = el("details", {class: "facet"}, summary, body);
  facet.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      facet.open = false;
      summary.focus();
      event.stopPropagation();
    }
  });
  facet.addEventListener("toggle", () => {
    if (facet.open) for (const other of document.querySelectorAll("details.facet[open]")) if (other !== facet) other.open = false;
  });
  facet.update = (view, set) => {
    const filter = view.state.filter[parameter.name];
    summary.classList.toggle("active", Boolean(filter));
    if (facet.contains(document.activeElement) && document.activeElement !== summary && body.children.length)
      return syncFacet(body, filter);
    show(
      body,
      parameter.values.length <= FEW_VALUES ? valueBoxes(parameter, study, filter, view, set) : null,
      parameter.isNumber ? rangeInputs(parameter, filter, view, set) : null,
      parameter.values.length > FEW_VALUES && !parameter.isNumber
        ? el("p", {}, "Many values: use the search, or brush the parallel coordinates.")
        : null,
    );
  };
  return facet;
}

/** Keeps what is focused: only the boxes' marks change. */
function syncFacet(body, filter) {
  for (const box of body.querySelectorAll("input[type=checkbox]")) box.checked = Boolean(filter?.values?.includes(box.value));
}

function valueBoxes(parameter, study, filter, view, set) {
  const counts = parameter.values.map(() => 0);
  for (const values of study.data.values) if (values[parameter.index] >= 0) ++counts[values[parameter.index]];
  const change = (text, isOn) => {
    const values = new Set(view.current().filter[parameter.name]?.values || []);
    isOn ? values.add(text) : values.delete(text);
    set(withFilter(view.current(), parameter.name, values.size ? {values: [...values]} : null));
  };
  return el(
    "fieldset",
    {},
    el("legend", {class: "visually-hidden"}, parameter.name),
    parameter.values.map(([, text], i) => {
      const box = el("input", {
        type: "checkbox",
        value: text,
        checked: Boolean(filter?.values?.includes(text)),
        onchange: () => change(text, box.checked),
      });
      return el("label", {}, box, ` ${text} `, el("span", {class: "quiet"}, counts[i]));
    }),
  );
}

function rangeInputs(parameter, filter, view, set) {
  const read = (input) => (input.value === "" ? undefined : Number(input.value));
  const change = () => {
    const range = {from: read(from), to: read(to)};
    const isRange = Number.isFinite(range.from) || Number.isFinite(range.to);
    set(withFilter(view.current(), parameter.name, isRange ? range : null));
  };
  const input = (value) => el("input", {type: "number", step: "any", value: value ?? "", onchange: change});
  const from = input(filter?.from);
  const to = input(filter?.to);
  return el("div", {class: "range"}, el("label", {}, "from ", from), el("label", {}, "to ", to));
}

function filterText(filter) {
  if (filter.values) return filter.values.join(", ");
  if (filter.from === undefined) return `\u2264 ${format(filter.to)}`;
  if (filter.to === undefined) return `\u2265 ${format(filter.from)}`;
  return `${format(filter.from)} to ${format(filter.to)}`;
}

function chip(text, title, onclick) {
  return el("button", {type: "button", class: "chip", title, onclick}, text, el("span", {"aria-hidden": "true"}, " \u00d7"));
}

function chipsOf(view, set) {
  const {study, state} = view;
  const chips = [
    el(
      "span",
      {class: "quiet"},
      view.shown.length === study.size ? count(study.size, "cell") : `${view.shown.length} of ${count(study.size, "cell")}`,
    ),
  ];
  for (const [name, filter] of Object.entries(state.filter)) {
    const parameter = study.parameter(name);
    const shownName = parameter ? parameter.short : name === METRIC_FILTER ? view.metric.name : name;
    chips.push(chip(`${shownName}: ${filterText(filter)}`, "Take this filter off", () => set(withFilter(state, name, null))));
  }
  if (view.selected.size) chips.push(chip(`${view.selected.size} selected`, "Select none", () => set({cells: []})));
  if (view.baseline !== null)
    chips.push(chip(`baseline: ${study.label(view.baseline)}`, "Take the baseline off", () => set({baseline: null})));
  return chips;
}
