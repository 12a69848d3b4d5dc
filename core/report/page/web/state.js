// What the reader has chosen. It stands in the fragment of the address, so that a link or a reload shows the same again.

const DEFAULTS = {
  study: "",
  metric: "",
  at: "final",
  sort: "rank",
  search: "",
  filter: {},
  cells: [],
  baseline: null,
  curve: "",
  x: "linear",
  y: "auto",
  band: true,
  zoom: null,
  heatX: "",
  heatY: "",
  slice: "",
  ended: "all",
};
const TEXTS = ["study", "metric", "at", "sort", "search", "curve", "x", "y", "heatX", "heatY", "slice", "ended"];

function toFragment(state) {
  const words = new URLSearchParams();
  for (const name of TEXTS) if (state[name] !== DEFAULTS[name]) words.set(name, state[name]);
  for (const [name, filter] of Object.entries(state.filter)) words.set("where." + name, JSON.stringify(filter));
  if (state.cells.length) words.set("cells", state.cells.join(","));
  if (state.baseline !== null) words.set("baseline", state.baseline);
  if (!state.band) words.set("band", "no");
  if (state.zoom) words.set("zoom", state.zoom.map((x) => format(x, 6)).join(","));
  return words.toString();
}

/** A filter is {values: [text]} or {from, to}; anything else is passed over. */
function parseFilter(text) {
  try {
    const filter = JSON.parse(text);
    if (Array.isArray(filter.values)) return {values: filter.values.map(String)};
    if (typeof filter.from === "number" || typeof filter.to === "number") return filter;
  } catch (error) {
    // A link that was cut or edited.
  }
  return null;
}

function numbersIn(text) {
  return text.split(",").map(Number).filter(Number.isFinite);
}

function fromFragment(fragment) {
  const words = new URLSearchParams(fragment);
  const state = structuredClone(DEFAULTS);
  for (const name of TEXTS) if (words.has(name)) state[name] = words.get(name);
  for (const [name, text] of words) {
    const filter = name.startsWith("where.") ? parseFilter(text) : null;
    if (filter) state.filter[name.slice(6)] = filter;
  }
  if (words.get("cells")) state.cells = numbersIn(words.get("cells"));
  if (words.get("baseline")) state.baseline = numbersIn(words.get("baseline"))[0] ?? null;
  state.band = words.get("band") !== "no";
  const zoom = numbersIn(words.get("zoom") || "");
  if (zoom.length === 4) state.zoom = zoom;
  return state;
}

/** The state: get(), set(what changes), and a call of `changed` after each change. */
function makeState(changed) {
  let state = fromFragment(location.hash.slice(1));
  let written = null;
  const write = () => {
    written = "#" + toFragment(state);
    history.replaceState(null, "", written === "#" ? location.pathname + location.search : written);
  };
  addEventListener("hashchange", () => {
    if (location.hash === written) return;
    state = fromFragment(location.hash.slice(1));
    changed();
  });
  return {
    get: () => state,
    set(change) {
      state = {...state, ...change};
      write();
      changed();
    },
  };
}

/** The state with this filter on a parameter; null takes it off. */
function withFilter(state, name, filter) {
  const all = {...state.filter};
  if (filter) all[name] = filter;
  else delete all[name];
  return {filter: all};
}

/** The state with cells selected or, where all of them are, no longer. */
function withToggled(state, numbers) {
  const chosen = new Set(state.cells);
  const isOn = numbers.every((number) => chosen.has(number));
  for (const number of numbers) isOn ? chosen.delete(number) : chosen.add(number);
  return {cells: [...chosen].sort((a, b) => a - b)};
}

/** The state with another study, without what was chosen in the one before. */
function withStudy(study) {
  return {...structuredClone(DEFAULTS), study};
}
