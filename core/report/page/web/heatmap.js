// Two parameters against each other: the mean of the metric over all shown cells with both values.

const MOST_BINS = 12;

function makeHeatmap(root, set) {
  const title = el("h3", {}, "Heatmap");
  const controls = el("div", {class: "tools"});
  const picture = el("div", {class: "picture"});
  root.append(title, controls, picture);
  return {
    update(view) {
      const choices = view.study.parameters.filter((parameter) => parameter.values.length > 1);
      root.hidden = choices.length < 2;
      if (root.hidden) return;
      const x = choices.find((p) => p.name === view.state.heatX) || choices[0];
      const y = choices.find((p) => p.name === view.state.heatY && p !== x) || choices.find((p) => p !== x);
      const names = choices.map((p) => [p.name, p.short]);
      show(
        controls,
        choice("x", names, x.name, (heatX) => set({heatX, heatY: heatX === y.name ? x.name : y.name})),
        choice("y", names, y.name, (heatY) => set({heatY, heatX: heatY === x.name ? y.name : x.name})),
      );
      show(picture, drawHeatmap(view, x, y, picture.clientWidth, set));
    },
  };
}

/** The values of a parameter as groups of an axis: each its own, or where there are many numbers, equal steps. */
function binsOf(study, parameter) {
  if (parameter.values.length <= MOST_BINS || !parameter.isNumber)
    return {names: parameter.values.map(([, text]) => text), of: (cell) => study.data.values[cell][parameter.index]};
  const numbers = parameter.values.map(([number]) => number);
  const scale = numberScale(numbers, 0, MOST_BINS - 2, parameter.isLog);
  const names = [...Array(MOST_BINS - 2).keys()].map((i) => format(scale.invert(i + 0.5), 2));
  return {
    names,
    of: (cell) => {
      const x = study.place(cell, parameter);
      return x === null ? -1 : Math.min(MOST_BINS - 3, Math.floor(scale(x)));
    },
  };
}

function groupsOf(view, xs, ys) {
  const groups = new Map();
  for (const cell of view.shown) {
    const [i, j] = [xs.of(cell), ys.of(cell)];
    if (i < 0 || j < 0) continue;
    const key = `${i} ${j}`;
    if (!groups.has(key)) groups.set(key, {i, j, cells: []});
    groups.get(key).cells.push(cell);
  }
  for (const group of groups.values()) {
    group.mean = meanOf(group.cells.map((cell) => view.board.mean[cell]));
    group.n = group.cells.reduce((sum, cell) => sum + view.board.n[cell], 0);
  }
  return [...groups.values()];
}

function drawHeatmap(view, x, y, width, set) {
  const xs = binsOf(view.study, x);
  const ys = binsOf(view.study, y);
  const groups = groupsOf(view, xs, ys);
  if (groups.length === 0) return el("p", {class: "quiet"}, "No cell passes the filters.");
  const left = Math.min(150, 14 + 7 * Math.max(...ys.names.map((name) => name.length)));
  const rowHeight = 30;
  const height = ys.names.length * rowHeight + 42;
  const across = nameScale(xs.names.length, left, width - 4);
  const down = nameScale(ys.names.length, 4, height - 38);
  const ramp = rampFor(
    groups.map((group) => group.mean),
    view.metric.minimize,
  );
  const decimals = decimalsFor(
    groups.map((group) => group.mean),
    3,
  );
  const short = (text, room) => (text.length * 6.6 > room ? text.slice(0, Math.max(1, Math.floor(room / 6.6) - 1)) + "\u2026" : text);
  const draw = ({i, j, mean, n, cells}) => {
    const fillColor = ramp(mean);
    const isOn = cells.some((cell) => view.selected.has(cell));
    const tile = svg(
      "g",
      {class: isOn ? "tile selected" : "tile", "data-cell": cells.length === 1 ? cells[0] : null},
      svg("rect", {
        x: across(i) - across.step / 2 + 1,
        y: down(j) - down.step / 2 + 1,
        width: Math.max(1, across.step - 2),
        height: down.step - 2,
        rx: 3,
        fill: fillColor ? css(fillColor) : "none",
        class: fillColor ? null : "empty",
      }),
      across.step > 38
        ? svg(
            "text",
            {x: across(i), y: down(j) + 4, "text-anchor": "middle", style: {fill: fillColor ? inkOn(fillColor) : color("--quiet")}},
            mean === null ? "none" : formatIn(decimals, mean),
          )
        : null,
    );
    tile.addEventListener("pointermove", (event) =>
      tooltip.show(
        event,
        `${x.short} ${xs.names[i]}, ${y.short} ${ys.names[j]}`,
        mean === null ? "none finished" : `mean ${view.metric.name} ${format(mean)}`,
        `${count(cells.length, "cell")}, ${count(n, "finished run")}`,
      ),
    );
    tile.addEventListener("pointerleave", () => tooltip.hide());
    tile.addEventListener("click", () =>
      set(
        withToggled(
          view.state,
          cells.map((cell) => view.study.number(cell)),
        ),
      ),
    );
    return tile;
  };
  return svg(
    "svg",
    {
      width,
      height,
      role: "img",
      class: "heat",
      "aria-label": `Mean ${view.metric.name} by ${x.name} and ${y.name}: ${groups
        .map((g) => `${xs.names[g.i]}, ${ys.names[g.j]}: ${format(g.mean)}`)
        .slice(0, 40)
        .join("; ")}`,
    },
    groups.map(draw),
    xs.names.map((name, i) =>
      svg("text", {class: "tick", x: across(i), y: height - 22, "text-anchor": "middle"}, short(name, across.step)),
    ),
    ys.names.map((name, j) => svg("text", {class: "tick", x: left - 8, y: down(j) + 4, "text-anchor": "end"}, short(name, left - 10))),
    svg("text", {class: "tick", x: (left + width) / 2, y: height - 4, "text-anchor": "middle"}, `${x.short} \u2192   (rows: ${y.short})`),
  );
}
