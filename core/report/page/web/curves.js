// Learning curves by dygraphs: a line for each selected cell, or for the first ones; bands from the lowest to the highest seed.

function makeCurves(root, set) {
  const controls = el("div", {class: "tools"});
  const canvas = el("div", {class: "chart", role: "img"});
  const label = el("p", {class: "axis-name quiet"});
  const epoch = el("p", {class: "axis-name number"});
  const legend = el("div", {class: "legend"});
  root.append(controls, el("div", {class: "line"}, label, epoch), canvas, legend);
  let graph = null;
  let view = null;
  pointed.listeners.push((cell) => {
    if (!graph) return;
    const name = cell === null ? null : String(cell);
    if (name !== null && graph.getLabels().includes(name)) graph.setSelection(false, name);
    else graph.clearSelection();
  });
  return {
    update(newView) {
      view = newView;
      if (graph) graph.destroy();
      graph = null;
      const drawing = curvesToDraw(view);
      show(controls, curveControls(view, drawing, set));
      canvas.hidden = drawing.cells.length === 0;
      canvas.setAttribute("aria-label", `Curves of ${drawing.metric}: ${drawing.cells.map((cell) => view.study.label(cell)).join("; ")}`);
      show(label, drawing.cells.length ? `${drawing.metric} over epochs; drag to zoom, double click for all` : noCurves(view, drawing));
      show(legend);
      if (drawing.cells.length === 0) return;
      graph = drawCurves(canvas, drawing, view, {
        zoomed: (zoom) => set({zoom}),
        over: (x, points) => {
          pointed.set(points.near);
          show(epoch, `epoch ${x}`);
          curveValues(legend, points.values);
        },
        left: () => {
          pointed.set(null);
          show(epoch);
          curveValues(legend, new Map());
        },
      });
      show(
        legend,
        drawing.cells.map((cell) => legendEntry(view, cell, set)),
        drawing.more ? el("span", {class: "quiet"}, `and ${count(drawing.more, "cell")} more: select those to draw`) : null,
      );
    },
  };
}

function curvesToDraw(view) {
  const {lines, epochs} = view.study.data.curves;
  const names = Object.keys(lines);
  const wanted = [view.state.curve, view.metric.name, view.study.data.metric, "train.cost", ...names];
  const metric = wanted.find((name) => names.includes(name)) || "";
  const of = lines[metric] || {};
  const cells = [...view.colors.keys()].filter((cell) => of[cell]);
  const all = view.selected.size ? [...view.selected] : view.shown;
  return {metric, names, of, epochs, cells, more: all.filter((cell) => of[cell]).length - cells.length};
}

function noCurves(view, drawing) {
  if (drawing.names.length === 0) return "No run has a curve.";
  return view.shown.length === 0 && view.selected.size === 0
    ? "No cell passes the filters."
    : `None of these cells has a curve of ${drawing.metric}.`;
}

function curveControls(view, drawing, set) {
  const {state} = view;
  if (drawing.names.length === 0) return [];
  const order = view.study.data.metrics.map((metric) => metric.name).filter((name) => drawing.names.includes(name));
  return [
    choice(
      "curve",
      order.map((name) => [name, name]),
      drawing.metric,
      (curve) => set({curve, zoom: null}),
    ),
    choice(
      "x",
      [
        ["linear", "linear"],
        ["log", "log"],
      ],
      state.x,
      (x) => set({x, zoom: null}),
    ),
    choice(
      "y",
      [
        ["auto", "auto"],
        ["linear", "linear"],
        ["log", "log"],
      ],
      state.y,
      (y) => set({y, zoom: null}),
    ),
    Object.values(drawing.of).some((line) => line.low) ? toggle("band", state.band, () => set({band: !state.band})) : null,
    state.zoom ? el("button", {type: "button", onclick: () => set({zoom: null})}, "Reset zoom") : null,
    view.study.data.curves.left_out.length
      ? el("span", {class: "quiet"}, `left out for size: ${view.study.data.curves.left_out.join(", ")}`)
      : null,
  ];
}

function legendEntry(view, cell, set) {
  const {study} = view;
  const isNone = view.board.n[cell] === 0;
  return el(
    "button",
    {
      type: "button",
      "data-cell": cell,
      class: "entry",
      "aria-pressed": String(view.selected.has(cell)),
      onclick: () => set(withToggled(view.state, [study.number(cell)])),
      onpointerenter: () => pointed.set(cell),
      onpointerleave: () => pointed.set(null),
    },
    swatch(view.colors.get(cell)),
    el("span", {}, study.label(cell) + (isNone ? " (none finished)" : "")),
    el("span", {class: "number value"}),
  );
}

function curveValues(legend, values) {
  for (const entry of legend.querySelectorAll(".entry")) {
    const value = values.get(Number(entry.dataset.cell));
    entry.querySelector(".value").textContent = value === undefined || value === null ? "" : format(value);
  }
}

/** One row for each epoch of any line: [epoch, [low, middle, high] for each line]. null: the line has no point there; NaN: a gap. */
function curveRows(drawing) {
  const rows = new Map();
  drawing.cells.forEach((cell, i) => {
    const line = drawing.of[cell];
    drawing.epochs[line.x].forEach((x, k) => {
      if (!rows.has(x)) rows.set(x, [x, ...drawing.cells.map(() => null)]);
      const y = line.y[k] ?? NaN;
      rows.get(x)[i + 1] = [line.low?.[k] ?? y, y, line.high?.[k] ?? y];
    });
  });
  return [...rows.values()].sort((a, b) => a[0] - b[0]);
}

/** What y has to show: cells that finished, where there are any, so that one that diverges leaves the picture. */
function drawnValues(drawing, view) {
  const finished = drawing.cells.filter((cell) => view.board.n[cell] > 0);
  return (finished.length ? finished : drawing.cells).flatMap((cell) => {
    const line = drawing.of[cell];
    return view.state.band && line.low ? [...line.low, ...line.high] : line.y;
  });
}

function curveRange(drawing, view, isLog) {
  const [low, high] = extent(drawnValues(drawing, view).filter((y) => y !== null && (!isLog || y > 0)));
  const share = 0.04;
  return isLog ? [low * (low / high) ** share, high * (high / low) ** share] : [low - (high - low) * share, high + (high - low) * share];
}

// Its legend would set styles that the page's policy forbids; the page has its own.
Dygraph.PLUGINS = Dygraph.PLUGINS.filter((plugin) => plugin !== Dygraph.Plugins.Legend);

function drawCurves(node, drawing, view, on) {
  const {state} = view;
  const isLog = state.y === "log" || (state.y === "auto" && wantsLog(drawnValues(drawing, view)));
  const series = {};
  for (const cell of drawing.cells) {
    const number = view.colors.get(cell);
    series[cell] = {color: lineColor(number), strokePattern: isDashed(number) ? [7, 4] : null};
  }
  const all = curveRange(drawing, view, isLog);
  const rows = curveRows(drawing);
  const ends = [rows[0][0], rows[rows.length - 1][0]];
  ends[1] += 0.015 * (ends[1] - ends[0]); // room for the last tick
  const zoomOf = (minX, maxX, ranges) => {
    const isAll =
      minX <= ends[0] &&
      maxX >= ends[1] &&
      Math.abs(ranges[0][0] - all[0]) + Math.abs(ranges[0][1] - all[1]) < 1e-9 * (Math.abs(all[0]) + Math.abs(all[1]));
    on.zoomed(isAll ? null : [minX, maxX, ...ranges[0]]);
  };
  const epoch = (x) => (Number.isInteger(x) ? formatTick(x) : "");
  const text = color("--quiet");
  const grid = color("--grid");
  return new Dygraph(node, rows, {
    labels: ["epoch", ...drawing.cells.map(String)],
    series,
    legend: "never",
    customBars: true,
    connectSeparatedPoints: true,
    fillAlpha: state.band ? 0.14 : 0,
    strokeWidth: 1.6,
    highlightSeriesOpts: {strokeWidth: 3},
    highlightSeriesBackgroundAlpha: 1,
    highlightCircleSize: 3,
    gridLineColor: grid,
    axisLineColor: grid,
    axisLabelColor: text,
    axisLabelFontSize: 12,
    dateWindow: state.zoom ? state.zoom.slice(0, 2) : ends[0] === ends[1] ? null : ends,
    valueRange: state.zoom ? state.zoom.slice(2) : all,
    logscale: isLog,
    axes: {
      x: {logscale: state.x === "log", axisLabelFormatter: epoch, pixelsPerLabel: 90, drawGrid: false},
      y: {axisLabelFormatter: formatTick, axisLabelWidth: 56},
    },
    zoomCallback: zoomOf,
    highlightCallback: (event, x, points, row, name) =>
      on.over(x, {near: name === undefined ? null : Number(name), values: new Map(points.map((p) => [Number(p.name), p.yval]))}),
    unhighlightCallback: on.left,
  });
}
