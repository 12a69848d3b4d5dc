// One small box that follows the pointer, and the cell that it points at in all views.

const tooltip = {
  show(event, ...lines) {
    const box = document.getElementById("tooltip");
    show(
      box,
      lines
        .flat()
        .filter(Boolean)
        .map((line) => el("div", {}, line)),
    );
    box.hidden = false;
    const {clientWidth, clientHeight} = document.documentElement;
    box.style.left = `${Math.max(4, Math.min(event.clientX + 14, clientWidth - box.offsetWidth - 8))}px`;
    box.style.top = `${event.clientY + 18 + box.offsetHeight > clientHeight ? event.clientY - box.offsetHeight - 10 : event.clientY + 16}px`;
  },
  hide() {
    document.getElementById("tooltip").hidden = true;
  },
};

/** What all elements with data-cell show of a cell that is pointed at in one of them. */
const pointed = {
  cell: null,
  listeners: [],
  /** Marks the cell again, after all was drawn anew. */
  again() {
    const {cell} = this;
    this.cell = null;
    this.set(cell);
  },
  set(cell) {
    if (cell === this.cell) return;
    for (const node of document.querySelectorAll(".pointed")) node.classList.remove("pointed");
    this.cell = cell;
    if (cell !== null) for (const node of document.querySelectorAll(`[data-cell="${cell}"]`)) node.classList.add("pointed");
    for (const listener of this.listeners) listener(cell);
  },
};

/** The lines that describe a cell in a tooltip. */
function describeCell(view, cell) {
  const {study, board, metric} = view;
  const n = board.n[cell];
  const interval = board.low[cell] === null ? "" : ` [${format(board.low[cell])}, ${format(board.high[cell])}]`;
  return [
    study.label(cell),
    n ? `${metric.name} ${format(board.mean[cell])}${interval}, ${count(n, "seed")}` : "none finished",
    study.failed[cell] ? `${study.failed[cell]} did not finish` : "",
  ];
}

/** Points at, describes and selects the cells of the elements with data-cell below a node. */
function linkCells(node, getView, set) {
  const cellAt = (event) => {
    const marked = event.target.closest?.("[data-cell]");
    return marked && node.contains(marked) ? Number(marked.dataset.cell) : null;
  };
  node.addEventListener("pointermove", (event) => {
    const cell = cellAt(event);
    pointed.set(cell);
    if (cell === null) tooltip.hide();
    else tooltip.show(event, describeCell(getView(), cell));
  });
  node.addEventListener("pointerleave", () => {
    pointed.set(null);
    tooltip.hide();
  });
  node.addEventListener("click", (event) => {
    const cell = event.target.closest?.("button, input, label") ? null : cellAt(event);
    if (cell !== null) set(withToggled(getView().state, [getView().study.number(cell)]));
  });
}
