// The cells, best first: a row each with its parameters, the mean over its seeds and what is known of it.

const FIRST_ROWS = 100;

function makeLeaderboard(root, set) {
  let most = FIRST_ROWS;
  let view = null;
  let of = null;
  const caption = el("p", {class: "quiet"});
  const table = el("table", {class: "board"});
  const more = el("p", {});
  const tools = el("div", {class: "tools"}, el("button", {type: "button", onclick: () => downloadCsv(view)}, "CSV"));
  root.append(
    el("div", {class: "line"}, caption, tools),
    el("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of cells"}, table),
    more,
  );
  linkCells(
    table,
    () => view,
    (change) => set(change),
  );
  return {
    update(newView) {
      view = newView;
      if (of !== view.study) {
        of = view.study;
        most = FIRST_ROWS;
      }
      show(
        caption,
        `${view.metric.name}${view.at === "best" ? " of each run's best epoch" : ""}: mean over the finished seeds with its 95 % interval; a dot is a seed.` +
          (view.baseline === null
            ? " Pin a cell to compare all others with it."
            : " Differences are paired by seed, with their 95 % interval."),
      );
      const rows = view.shown.slice(0, most);
      const columns = boardColumns(view, rows);
      show(
        table,
        boardHead(view, columns, set),
        el(
          "tbody",
          {},
          rows.map((cell) => boardRow(view, cell, columns, set)),
        ),
      );
      show(
        more,
        view.shown.length === 0
          ? "No cell passes these filters."
          : view.shown.length > most
            ? el(
                "button",
                {
                  type: "button",
                  onclick: () => {
                    most = Infinity;
                    this.update(view);
                  },
                },
                `Show all ${view.shown.length}`,
              )
            : null,
      );
    },
  };
}

/** What the columns are: their title, the key that sorts them, and the content of a row. */
function boardColumns(view, rows) {
  const {study, board, metric, rank} = view;
  const decimals = decimalsFor(rows.map((cell) => board.mean[cell]));
  const spread = decimalsFor(
    rows.map((cell) => board.deviation[cell]),
    3,
    true,
  );
  const columns = [{title: "rank", key: "rank", number: true, of: (cell) => (board.mean[cell] === null ? "\u2013" : rank[cell])}];
  for (const parameter of study.parameters)
    columns.push({
      title: parameter.short,
      hint: parameter.name,
      key: "where." + parameter.name,
      number: parameter.isNumber,
      of: (cell) => study.text(cell, parameter),
    });
  columns.push({title: "seeds", plot: intervalPlot(view, rows)});
  columns.push({
    title: metric.name,
    key: "mean",
    down: !metric.minimize,
    number: true,
    strong: true,
    of: (cell) => formatIn(decimals, board.mean[cell]),
  });
  columns.push({
    title: "sd",
    hint: "standard deviation over the seeds",
    key: "deviation",
    number: true,
    of: (cell) => formatIn(spread, board.deviation[cell]),
  });
  columns.push({title: "low", hint: "of the 95 % interval", number: true, of: (cell) => formatIn(decimals, board.low[cell])});
  columns.push({title: "high", hint: "of the 95 % interval", number: true, of: (cell) => formatIn(decimals, board.high[cell])});
  columns.push({title: "n", hint: "finished seeds", key: "n", down: true, number: true, of: (cell) => board.n[cell]});
  if (study.hasFailed)
    columns.push({
      title: "failed",
      hint: "runs that did not finish",
      key: "failed",
      down: true,
      number: true,
      of: (cell) => study.failed[cell] || "",
    });
  if (view.baseline !== null) {
    const decimalsOf = decimalsFor(
      [...view.difference.values()].map((d) => d.mean),
      4,
      true,
    );
    columns.push({
      title: "difference",
      key: "difference",
      down: !metric.minimize,
      number: true,
      of: (cell) => differenceText(view, cell, decimalsOf),
    });
  }
  return columns;
}

/** "▲ +0.012 [0.004, 0.020]": the mark says which way the interval leaves zero. */
function differenceText(view, cell, decimals) {
  if (cell === view.baseline) return el("span", {class: "quiet"}, "baseline");
  const {n, mean, low, high} = view.difference.get(cell) || {n: 0};
  if (!n) return el("span", {class: "quiet"}, "no common seed");
  const isBetter = (view.metric.minimize ? -mean : mean) > 0;
  const isClear = low !== null && low * high > 0;
  const text = signed(formatIn(decimals, mean)) + (low === null ? "" : ` [${formatIn(decimals, low)}, ${formatIn(decimals, high)}]`);
  return el(
    "span",
    {class: isClear ? (isBetter ? "better" : "worse") : null, title: `${count(n, "common seed")}`},
    isClear ? `${isBetter ? "better" : "worse"} ` : "",
    text,
  );
}

function boardHead(view, columns, set) {
  const {sort} = view.state;
  const header = (column) => {
    if (!column.key) return el("th", {scope: "col", title: column.hint, class: column.number ? "number" : null}, column.title);
    const isSorted = sort.replace(/^-/, "") === column.key;
    const isDown = sort.startsWith("-");
    const arrow = el("span", {class: "arrow", "aria-hidden": "true"}, isSorted ? (isDown ? "\u2193" : "\u2191") : "");
    const first = column.down ? "-" + column.key : column.key;
    const second = column.down ? column.key : "-" + column.key;
    return el(
      "th",
      {scope: "col", class: column.number ? "number" : null, "aria-sort": isSorted ? (isDown ? "descending" : "ascending") : "none"},
      el(
        "button",
        {type: "button", class: "sort", title: column.hint, onclick: () => set({sort: sort === first ? second : first})},
        column.number ? arrow : null,
        column.title,
        column.number ? null : arrow,
      ),
    );
  };
  return el(
    "thead",
    {},
    el(
      "tr",
      {},
      el("th", {scope: "col"}, el("span", {class: "visually-hidden"}, "selected")),
      columns.map(header),
      el("th", {scope: "col"}, el("span", {class: "visually-hidden"}, "baseline")),
    ),
  );
}

function boardRow(view, cell, columns, set) {
  const {study, state} = view;
  const number = study.number(cell);
  const name = study.label(cell);
  const isBase = cell === view.baseline;
  return el(
    "tr",
    {"data-cell": cell, class: [view.selected.has(cell) ? "selected" : "", isBase ? "baseline" : ""].join(" ").trim() || null},
    el(
      "td",
      {},
      el(
        "label",
        {class: "pick"},
        el("input", {
          type: "checkbox",
          "aria-label": `select ${name}`,
          checked: view.selected.has(cell),
          onchange: () => set(withToggled(state, [number])),
        }),
        swatch(view.colors.get(cell)),
      ),
    ),
    columns.map((column) =>
      column.plot
        ? el("td", {class: "plot"}, column.plot(cell))
        : el("td", {class: [column.number ? "number" : "", column.strong ? "strong" : ""].join(" ").trim() || null}, column.of(cell)),
    ),
    el(
      "td",
      {},
      el(
        "button",
        {
          type: "button",
          class: "pin",
          "aria-pressed": String(isBase),
          "aria-label": isBase ? `pinned: ${name}` : `pin ${name} as baseline`,
          onclick: () => set({baseline: isBase ? null : number}),
        },
        isBase ? "pinned" : "pin",
      ),
    ),
  );
}
