// Parallel coordinates: a line for each cell through the values of its parameters to its metric. Dragging along an axis filters.

function makeParallel(root, set) {
  const title = el("h3", {}, "Parallel coordinates");
  const note = el(
    "p",
    {class: "quiet"},
    "Drag along an axis to keep the cells that pass there; click the axis to take it off. Click a line to select its cell.",
  );
  const picture = el("div", {class: "picture"});
  root.append(title, note, picture);
  let view = null;
  linkCells(picture, () => view, set);
  return {
    update(newView) {
      view = newView;
      const axes = parallelAxes(view);
      root.hidden = axes.length < 2;
      if (!root.hidden) show(picture, drawParallel(view, axes, picture.clientWidth, set));
    },
  };
}

const AXIS_TOP = 30;
const AXIS_BOTTOM = 230;

/** An axis for each parameter that varies, and the metric's: {name, title, place(cell), ticks, filter from a drag}. */
function parallelAxes(view) {
  const {study, board, metric} = view;
  const axes = study.parameters.filter((p) => p.values.length > 1).map((parameter) => parameterAxis(study, parameter));
  const means = board.mean.filter((x) => x !== null);
  if (means.length) {
    const scale = metricScale(means, AXIS_BOTTOM, AXIS_TOP, metric.minimize);
    const isBeyond = (x) => scale.isCut && (metric.minimize ? x >= scale.last : x <= scale.last);
    // A brush over the end of the scale keeps what lies beyond it too.
    const toFilter = (a, b) => {
      const range = rangeFilter(scale, a, b);
      if (isBeyond(metric.minimize ? range.to : range.from)) delete range[metric.minimize ? "to" : "from"];
      return range;
    };
    axes.push({
      name: METRIC_FILTER,
      title: metric.name,
      place: (cell) => (board.mean[cell] === null ? null : scale(board.mean[cell])),
      ticks: scale.ticks(5).map(([x, text]) => [scale(x), text]),
      toFilter,
      toBrush: (filter) => brushOf(scale, filter),
    });
  }
  return axes;
}

function parameterAxis(study, parameter) {
  const common = {name: parameter.name, title: parameter.short};
  if (parameter.isNumber) {
    const numbers = parameter.values.map(([number]) => number);
    const scale = numberScale(numbers, AXIS_BOTTOM, AXIS_TOP, parameter.isLog, 0.02);
    const ticks =
      numbers.length <= 8 ? parameter.values.map(([x, text]) => [scale(x), text]) : scale.ticks(5).map(([x, text]) => [scale(x), text]);
    return {
      ...common,
      ticks,
      place: (cell) => {
        const x = study.place(cell, parameter);
        return x === null ? null : scale(x);
      },
      toFilter: (a, b) => rangeFilter(scale, a, b),
      toBrush: (filter) => brushOf(scale, filter),
    };
  }
  const scale = nameScale(parameter.values.length, AXIS_BOTTOM, AXIS_TOP);
  const texts = parameter.values.map(([, text]) => text);
  return {
    ...common,
    ticks: texts.map((text, i) => [scale(i), text]),
    place: (cell) => {
      const i = study.place(cell, parameter);
      return i === null ? null : scale(i);
    },
    toFilter: (a, b) => {
      const values = texts.filter((text, i) => scale(i) >= Math.min(a, b) && scale(i) <= Math.max(a, b));
      return values.length ? {values} : null;
    },
    toBrush: (filter) => {
      const places = (filter.values || []).map((text) => scale(texts.indexOf(text)));
      return places.length ? [Math.min(...places) - scale.step / 3, Math.max(...places) + scale.step / 3] : null;
    },
  };
}

function rangeFilter(scale, a, b) {
  const [x, y] = [scale.invert(a), scale.invert(b)].map((value) => Number(value.toPrecision(6)));
  return {from: Math.min(x, y), to: Math.max(x, y)};
}

function brushOf(scale, filter) {
  if (filter.values) {
    const places = filter.values.map((text) => scale(Number(text))).filter(Number.isFinite);
    return places.length ? [Math.min(...places) - 4, Math.max(...places) + 4] : null;
  }
  const places = [filter.from === undefined ? AXIS_BOTTOM : scale(filter.from), filter.to === undefined ? AXIS_TOP : scale(filter.to)];
  return [Math.max(AXIS_TOP - 4, Math.min(...places)), Math.min(AXIS_BOTTOM + 4, Math.max(...places))];
}

function drawParallel(view, axes, width, set) {
  const across = (i) => 60 + (i * (width - 140)) / (axes.length - 1);
  const ramp = rampFor(view.board.mean, view.metric.minimize);
  const hasSelected = view.selected.size > 0;
  const path = (cell) => {
    let text = "";
    let isDown = false; // the pen: a cell without a parameter leaves a gap at its axis
    axes.forEach((axis, i) => {
      const y = axis.place(cell);
      if (y === null) isDown = false;
      else {
        text += `${isDown ? "L" : "M"}${across(i).toFixed(1)} ${y.toFixed(1)}`;
        isDown = true;
      }
    });
    return text;
  };
  const line = (cell) => {
    const isOn = view.isShown.has(cell);
    const isSelected = view.selected.has(cell);
    const channels = ramp(view.board.mean[cell]);
    const number = view.colors.get(cell);
    const stroke =
      isSelected && number !== undefined ? lineColor(number) : !isOn || hasSelected || !channels ? color("--faint") : css(channels);
    return svg("path", {
      "data-cell": isOn || isSelected ? cell : null,
      d: path(cell),
      stroke,
      class: isSelected ? "cell selected" : isOn ? "cell" : "cell out",
      "stroke-dasharray": isSelected && number !== undefined && isDashed(number) ? "6 4" : null,
    });
  };
  // What is out of the filters lies below, selected lines above.
  const level = (cell) => (view.isShown.has(cell) ? 1 : 0) + (view.selected.has(cell) ? 2 : 0);
  const order = [...Array(view.study.size).keys()].sort((a, b) => level(a) - level(b) || view.rank[b] - view.rank[a]);
  return svg(
    "svg",
    {
      width,
      height: AXIS_BOTTOM + 24,
      role: "img",
      class: "parallel",
      "aria-label": `Parallel coordinates of ${view.shown.length} cells over ${axes.map((axis) => axis.title).join(", ")}`,
    },
    svg("g", {}, order.map(line)),
    axes.map((axis, i) => drawAxis(view, axis, across(i), set)),
  );
}

function drawAxis(view, axis, x, set) {
  const filter = view.state.filter[axis.name];
  const brush = filter ? axis.toBrush(filter) : null;
  const box = svg("rect", {
    class: "brush",
    x: x - 9,
    width: 18,
    y: brush ? brush[0] : 0,
    height: brush ? Math.max(2, brush[1] - brush[0]) : 0,
  });
  const handle = svg("rect", {
    class: "handle",
    x: x - 14,
    y: AXIS_TOP - 10,
    width: 28,
    height: AXIS_BOTTOM - AXIS_TOP + 20,
    "data-axis": axis.name,
  });
  let from = null;
  const place = (event) => event.clientY - handle.ownerSVGElement.getBoundingClientRect().top;
  handle.addEventListener("pointerdown", (event) => {
    from = place(event);
    handle.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  handle.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const to = place(event);
    box.setAttribute("y", Math.min(from, to));
    box.setAttribute("height", Math.abs(to - from));
  });
  handle.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const to = place(event);
    const isDrag = Math.abs(to - from) > 3;
    const dragged = isDrag ? axis.toFilter(from, to) : null;
    from = null;
    set(withFilter(view.state, axis.name, dragged));
  });
  const title = axis.title.length > 18 ? axis.title.slice(0, 17) + "\u2026" : axis.title;
  return svg(
    "g",
    {class: "axis"},
    svg("line", {x1: x, x2: x, y1: AXIS_TOP - 6, y2: AXIS_BOTTOM + 6}),
    svg("text", {class: "name", x, y: 14, "text-anchor": "middle"}, title),
    axis.ticks.map(([y, text]) => svg("text", {class: "tick", x: x + 7, y: y + 4}, text.length > 14 ? text.slice(0, 13) + "\u2026" : text)),
    box,
    handle,
  );
}
