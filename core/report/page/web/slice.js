// One parameter: the metric of each cell over its value, with the mean of the cells that share a value.

function makeSlice(root, set) {
  const title = el("h3", {}, "Slice");
  const controls = el("div", {class: "tools"});
  const picture = el("div", {class: "picture"});
  root.append(title, controls, picture);
  let view = null;
  linkCells(picture, () => view, set);
  return {
    update(newView) {
      view = newView;
      const choices = view.study.parameters.filter((parameter) => parameter.values.length > 1);
      root.hidden = choices.length === 0;
      if (root.hidden) return;
      const parameter = choices.find((p) => p.name === view.state.slice) || choices[0];
      show(
        controls,
        choice(
          "over",
          choices.map((p) => [p.name, p.short]),
          parameter.name,
          (slice) => set({slice}),
        ),
      );
      show(picture, drawSlice(view, parameter, picture.clientWidth));
    },
  };
}

const SLICE_HEIGHT = 240;

function drawSlice(view, parameter, width) {
  const {study, board} = view;
  const cells = view.shown.filter((cell) => board.mean[cell] !== null && study.place(cell, parameter) !== null);
  if (cells.length === 0) return el("p", {class: "quiet"}, "No cell with a value passes the filters.");
  const left = 62;
  const means = cells.map((cell) => board.mean[cell]);
  const up = metricScale(means, SLICE_HEIGHT - 44, 12, view.metric.minimize);
  const across = parameter.isNumber
    ? numberScale(
        parameter.values.map(([x]) => x),
        left + 14,
        width - 16,
        parameter.isLog,
      )
    : nameScale(parameter.values.length, left, width - 4);
  const ticks = !parameter.isNumber
    ? parameter.values.map(([, text], i) => [across(i), text])
    : (parameter.values.length <= 6 ? parameter.values : across.ticks(5)).map(([x, text]) => [across(x), text]);
  // Names get some room, so that cells with the same value do not hide each other.
  const spread = (cell) => (parameter.isNumber ? 0 : (((cell * 0.618) % 1) - 0.5) * Math.min(40, across.step * 0.5));
  const point = (cell) => {
    const number = view.colors.get(cell);
    return svg("circle", {
      "data-cell": cell,
      cx: across(study.place(cell, parameter)) + spread(cell),
      cy: up(board.mean[cell]),
      r: view.selected.has(cell) ? 6 : number === undefined ? 3.5 : 4.5,
      class: number === undefined ? "point" : `point colored fill-${number % HUES}`,
    });
  };
  const order = cells.slice().sort((a, b) => Number(view.colors.has(a)) - Number(view.colors.has(b)));
  const room = parameter.isNumber ? 70 : across.step;
  return svg(
    "svg",
    {
      width,
      height: SLICE_HEIGHT,
      role: "img",
      class: "slice",
      "aria-label": `${view.metric.name} over ${parameter.name}, ${count(cells.length, "cell")}`,
    },
    up
      .ticks(5)
      .map(([y, text]) => [
        svg("line", {class: "grid", x1: left, x2: width, y1: up(y), y2: up(y)}),
        svg("text", {class: "tick", x: left - 8, y: up(y) + 4, "text-anchor": "end"}, text),
      ])
      .flat(),
    ticks.map(([x, text]) =>
      svg(
        "text",
        {class: "tick", x, y: SLICE_HEIGHT - 22, "text-anchor": "middle"},
        text.length * 6.6 > room ? text.slice(0, Math.max(1, Math.floor(room / 6.6) - 1)) + "\u2026" : text,
      ),
    ),
    svg("text", {class: "tick", x: (left + width) / 2, y: SLICE_HEIGHT - 4, "text-anchor": "middle"}, parameter.name),
    meanSteps(view, parameter, cells, across, up),
    order.map(point),
  );
}

/** The mean of the cells with one value, where several share it. */
function meanSteps(view, parameter, cells, across, up) {
  const groups = new Map();
  for (const cell of cells) {
    const place = view.study.place(cell, parameter);
    groups.set(place, [...(groups.get(place) || []), view.board.mean[cell]]);
  }
  if (groups.size > MOST_BINS || groups.size === cells.length) return null;
  return [...groups].map(([place, values]) =>
    svg("line", {class: "mean", x1: across(place) - 14, x2: across(place) + 14, y1: up(meanOf(values)), y2: up(meanOf(values))}),
  );
}
