// A study as the views read it, and the view: which of its cells are shown, in which order and colour.

const MOST_COLORED = 10;
const HUES = 5; // in the style sheet; the next ones are dashed

class Study {
  constructor(data, factors) {
    this.data = data;
    this.factors = factors;
    this.size = data.cells.length;
    this.parameters = data.parameters.map((parameter, index) => {
      const numbers = parameter.values.map(([number]) => number);
      const isNumber = numbers.length > 0 && numbers.every((x) => x !== null);
      return {...parameter, index, isNumber, isLog: isNumber && wantsLog(numbers)};
    });
    this.index = new Map(data.cells.map((number, i) => [number, i]));
    this.runsOf = data.cells.map(() => []);
    data.runs.cell.forEach((cell, run) => this.runsOf[cell].push(run));
    this.failed = this.runsOf.map((runs) => runs.filter((run) => data.runs.status[run] !== "finished").length);
    this.hasFailed = this.failed.some((n) => n > 0);
    this.ranks = new Map();
  }

  number(cell) {
    return this.data.cells[cell];
  }
  text(cell, parameter) {
    const value = this.data.values[cell][parameter.index];
    return value < 0 ? "" : parameter.values[value][1];
  }
  /** The number of a value, or its place among the values: what an axis shows. null: the cell has none. */
  place(cell, parameter) {
    const value = this.data.values[cell][parameter.index];
    if (value < 0) return null;
    return parameter.isNumber ? parameter.values[value][0] : value;
  }
  label(cell) {
    const texts = this.parameters.map((parameter) => this.text(cell, parameter)).filter((text) => text !== "");
    return texts.length ? texts.join(" \u00b7 ") : this.size === 1 ? "all runs" : `cell ${this.number(cell)}`;
  }
  metric(name) {
    return (
      this.data.metrics.find((metric) => metric.name === name) ||
      this.data.metrics.find((m) => m.name === this.data.metric) ||
      this.data.metrics[0] || {name: this.data.metric, unit: "", minimize: true}
    );
  }
  parameter(name) {
    return this.parameters.find((parameter) => parameter.name === name);
  }
  board(metric, at) {
    const none = this.data.cells.map(() => null);
    return this.data.board[metric]?.[at] || {mean: none, deviation: none, low: none, high: none, n: none.map(() => 0)};
  }

  /** Seed -> value of the finished runs of a cell. */
  values(cell, metric, at) {
    const {runs} = this.data;
    const of = runs[at]?.[metric] || [];
    const values = new Map();
    for (const run of this.runsOf[cell]) if (runs.status[run] === "finished") values.set(runs.seed[run], of[run]);
    return values;
  }

  /** The rank of each cell from 1, best mean first; cells without one last. */
  rank(metric, at) {
    const key = `${metric.name} ${at}`;
    if (!this.ranks.has(key)) {
      const {mean} = this.board(metric.name, at);
      const order = [...mean.keys()].sort((a, b) => compare(mean[a], mean[b], metric.minimize ? 1 : -1) || a - b);
      const rank = [];
      order.forEach((cell, i) => (rank[cell] = i + 1));
      this.ranks.set(key, rank);
    }
    return this.ranks.get(key);
  }
}

/** Numbers by size, texts by their letters, nothing always last. */
function compare(a, b, sign) {
  const none = (x) => x === null || x === undefined || x === "";
  if (none(a) || none(b)) return none(a) - none(b);
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * String(a).localeCompare(String(b), "en", {numeric: true});
}

const METRIC_FILTER = "@metric"; // no parameter is called so

function passes(study, cell, board, state) {
  for (const [name, filter] of Object.entries(state.filter)) {
    const parameter = study.parameter(name);
    if (!parameter && name !== METRIC_FILTER) continue;
    if (filter.values) {
      if (!filter.values.includes(study.text(cell, parameter))) return false;
      continue;
    }
    const x = parameter ? study.place(cell, parameter) : board.mean[cell];
    if (x === null || x < (filter.from ?? -Infinity) || x > (filter.to ?? Infinity)) return false;
  }
  const text = study.label(cell).toLowerCase();
  return state.search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** All that the parts of the page draw from: the study and what the state makes of it. */
function makeView(studies, factors, state) {
  const study = studies.find((one) => one.data.name === state.study) || studies[0];
  const metric = study.metric(state.metric);
  const at = state.at === "best" ? "best" : "final";
  const board = study.board(metric.name, at);
  const rank = study.rank(metric, at);
  const selected = new Set(state.cells.map((number) => study.index.get(number)).filter((cell) => cell !== undefined));
  const baseline = study.index.get(state.baseline) ?? null;
  const view = {study, metric, at, board, rank, selected, baseline, state, difference: new Map()};
  if (baseline !== null) {
    const base = study.values(baseline, metric.name, at);
    for (let cell = 0; cell < study.size; ++cell)
      if (cell !== baseline) view.difference.set(cell, pairedDifference(study.values(cell, metric.name, at), base, factors));
  }
  view.shown = [...Array(study.size).keys()].filter((cell) => passes(study, cell, board, state));
  sortCells(view);
  view.isShown = new Set(view.shown);
  view.colors = colorsOf(view);
  return view;
}

function sortCells(view) {
  const {study, board, rank, state} = view;
  const isDown = state.sort.startsWith("-");
  const key = isDown ? state.sort.slice(1) : state.sort;
  const parameter = key.startsWith("where.") ? study.parameter(key.slice(6)) : null;
  const columns = {
    rank: (cell) => rank[cell],
    mean: (cell) => board.mean[cell],
    deviation: (cell) => board.deviation[cell],
    n: (cell) => board.n[cell],
    failed: (cell) => study.failed[cell],
    difference: (cell) => view.difference.get(cell)?.mean ?? null,
  };
  const value = parameter
    ? (cell) => (parameter.isNumber ? study.place(cell, parameter) : study.text(cell, parameter))
    : columns[key] || columns.rank;
  view.shown.sort((a, b) => compare(value(a), value(b), isDown ? -1 : 1) || rank[a] - rank[b]);
}

/** Cell -> number of its colour: of the selected cells, or of the first ones. A cell keeps that of its rank where it is free. */
function colorsOf(view) {
  const drawn = view.selected.size ? [...view.selected] : view.shown;
  const first = drawn
    .slice()
    .sort((a, b) => (view.selected.size ? view.rank[a] - view.rank[b] : 0))
    .slice(0, MOST_COLORED);
  const colors = new Map();
  const taken = new Set();
  const available = first.length <= HUES ? HUES : MOST_COLORED; // dashes only where the hues do not suffice
  for (const cell of first) {
    let wanted = (view.rank[cell] - 1) % available;
    while (taken.has(wanted)) wanted = (wanted + 1) % available;
    taken.add(wanted);
    colors.set(cell, wanted);
  }
  return colors;
}

function lineColor(number) {
  return color(`--line-${number % HUES}`);
}
function isDashed(number) {
  return number >= HUES;
}

/** A small picture of a cell's line. */
function swatch(number) {
  if (number === undefined) return svg("svg", {class: "swatch", width: 18, height: 8, "aria-hidden": "true"});
  return svg(
    "svg",
    {class: "swatch", width: 18, height: 8, "aria-hidden": "true"},
    svg("line", {
      x1: 0,
      x2: 18,
      y1: 4,
      y2: 4,
      "stroke-width": 3,
      class: `stroke-${number % HUES}`,
      "stroke-dasharray": isDashed(number) ? "4 3" : null,
    }),
  );
}
