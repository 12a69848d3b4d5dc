// What the seeds of a cell show, as a small picture in its row of the table.

/** A picture for each row, all on one scale: seeds as dots, the interval as a line, the mean as a mark. */
function intervalPlot(view, rows) {
  const width = 240;
  const height = 18;
  const {study, board, metric, at} = view;
  const seeds = new Map(rows.map((cell) => [cell, [...study.values(cell, metric.name, at).values()].filter((x) => typeof x === "number")]));
  const all = rows.flatMap((cell) => [...seeds.get(cell), board.low[cell], board.high[cell]]);
  const scale = metricScale(all, 5, width - 5, metric.minimize);
  const at_ = (x) => (scale.isLog && x <= 0 ? 2 : scale(x));
  return (cell) =>
    svg(
      "svg",
      {width, height, "aria-hidden": "true", class: "intervals"},
      svg("line", {class: "axis", x1: 0, x2: width, y1: height - 0.5, y2: height - 0.5}),
      seeds.get(cell).map((x) => svg("circle", {class: "seed", cx: at_(x), cy: 9, r: 2.5})),
      board.low[cell] === null ? null : svg("line", {class: "interval", x1: at_(board.low[cell]), x2: at_(board.high[cell]), y1: 9, y2: 9}),
      board.mean[cell] === null ? null : svg("line", {class: "mean", x1: at_(board.mean[cell]), x2: at_(board.mean[cell]), y1: 3, y2: 15}),
    );
}
