// Numbers, durations and counts as people read them.

/** Whole numbers below 10^7 whole, others with `digits` significant ones; texts (nan, inf) as they are. */
function format(x, digits = 4) {
  if (x === null || x === undefined) return "";
  if (typeof x !== "number") return String(x);
  const size = Math.abs(x);
  if (size < 1e7 && (Number.isInteger(x) || size >= 10 ** digits)) return x.toFixed(0);
  if (size < 1e-4 || size >= 1e7)
    return x
      .toExponential(digits - 1)
      .replace(/\.?0+e/, "e")
      .replace("e+", "e");
  return String(Number(x.toPrecision(digits)));
}

/** A number at an axis, where there is little room: 5e+8 is 5e8, 100000 is 1e5. */
function formatTick(x) {
  return Math.abs(x) >= 1e5
    ? x
        .toExponential(2)
        .replace(/\.?0+e\+/, "e")
        .replace("e+", "e")
    : format(x, 3);
}

/**
 * The decimals with which the numbers of a column stand below each other; null where they would hide digits of the small ones. `maySink`: they
 * may, as those of differences.
 */
function decimalsFor(values, digits = 4, maySink = false) {
  const sizes = values.filter((x) => typeof x === "number" && x !== 0).map(Math.abs);
  if (sizes.length === 0) return null;
  const largest = Math.max(...sizes);
  const decimals = digits - 1 - Math.floor(Math.log10(largest));
  if (largest >= 1e6 || decimals > 6) return null;
  if (!maySink && Math.min(...sizes) < 5 * 10 ** -decimals) return null;
  return Math.max(0, decimals);
}

function formatIn(decimals, x) {
  return decimals === null || typeof x !== "number" ? format(x) : x.toFixed(decimals);
}

function signed(text) {
  return /^[-+]|^$/.test(text) ? text : "+" + text;
}

function count(n, one, many = one + "s") {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}

function duration(seconds) {
  if (typeof seconds !== "number") return "";
  if (seconds < 1) return `${format(seconds * 1000, 3)} ms`;
  if (seconds < 120) return `${format(seconds, 3)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "2026-11-27 20:28 UTC" of "2026-11-27T20:28:01.123Z". */
function time(utc) {
  return utc ? `${utc.slice(0, 10)} ${utc.slice(11, 16)} UTC` : "";
}
