// The table of cells as a file for other programs.

/** The shown cells as a file: all columns, exact names. */
function downloadCsv(view) {
  const {study, board, metric, rank} = view;
  const quote = (text) => (/[",\n\r]/.test(text) ? `"${String(text).replaceAll('"', '""')}"` : (text ?? ""));
  const lines = [["cell", "rank", ...study.parameters.map((p) => p.name), metric.name, "deviation", "low", "high", "n", "failed"]];
  for (const cell of view.shown)
    lines.push([
      study.number(cell),
      rank[cell],
      ...study.parameters.map((p) => study.text(cell, p)),
      board.mean[cell],
      board.deviation[cell],
      board.low[cell],
      board.high[cell],
      board.n[cell],
      study.failed[cell],
    ]);
  const file = new Blob([lines.map((line) => line.map(quote).join(",")).join("\n") + "\n"], {type: "text/csv"});
  const link = el("a", {href: URL.createObjectURL(file), download: `${study.data.name}.csv`});
  link.click();
  URL.revokeObjectURL(link.href);
}
