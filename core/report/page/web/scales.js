// Scales of axes: numbers, logarithms and names become places on the screen.

const DECADES_FOR_LOG = 1.5;

/** Whether a logarithmic axis shows more: all values are positive and span 1.5 decades or more. */
function wantsLog(values) {
  const numbers = values.filter((x) => typeof x === "number");
  if (numbers.length < 2) return false;
  const low = Math.min(...numbers);
  return low > 0 && Math.log10(Math.max(...numbers) / low) >= DECADES_FOR_LOG;
}

function extent(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const x of values) {
    if (typeof x !== "number") continue;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  if (low > high) return [0, 1];
  if (low === high) return low === 0 ? [-1, 1] : [low - Math.abs(low) * 0.05, high + Math.abs(high) * 0.05];
  return [low, high];
}

/** A scale from the extent of values to [from, to]: scale(x), scale.invert(place), scale.ticks(about how many). */
function numberScale(values, from, to, isLog = wantsLog(values), margin = 0) {
  const positive = isLog ? values.filter((x) => x > 0) : values;
  return scaleBetween(extent(positive), from, to, isLog, margin);
}

function scaleBetween(ends, from, to, isLog, margin = 0) {
  const transform = isLog ? Math.log10 : (x) => x;
  const back = isLog ? (x) => 10 ** x : (x) => x;
  let [low, high] = ends.map(transform);
  const wider = (high - low) * margin;
  low -= wider;
  high += wider;
  const scale = (x) => from + ((transform(x) - low) / (high - low)) * (to - from);
  scale.invert = (place) => back(low + ((place - from) / (to - from)) * (high - low));
  scale.isLog = isLog;
  scale.ticks = (n) => (isLog ? logTicks(low, high, n) : linearTicks(low, high, n));
  return scale;
}

/**
 * A scale for values of a metric, of which a few may be far worse than all others (a rate that was too large): these lie at the end of the
 * scale, whose last tick then says so ("\u2265 3.2"), and the others keep their room.
 */
function metricScale(values, from, to, minimize, margin = 0) {
  const isLog = wantsLog(values);
  const transform = isLog ? Math.log10 : (x) => x;
  const back = isLog ? (x) => 10 ** x : (x) => x;
  const sorted = values
    .filter((x) => typeof x === "number" && (!isLog || x > 0))
    .map(transform)
    .sort((a, b) => a - b);
  let [low, high] = extent(sorted);
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
  const room = sorted.length >= 8 ? 1.5 * (at(0.9) - at(0.1)) : 0;
  const end = minimize ? Math.min(high, at(0.9) + room) : Math.max(low, at(0.1) - room);
  const isCut = room > 0 && (minimize ? high - end : end - low) > 0.1 * room;
  if (isCut && minimize) high = end;
  if (isCut && !minimize) low = end;
  const all = scaleBetween([back(low), back(high)], from, to, isLog, margin);
  const scale = (x) => Math.min(Math.max(from, to), Math.max(Math.min(from, to), all(x)));
  const last = back(end);
  const ticksOf = (n) => {
    const ticks = all.ticks(n);
    if (!isCut) return ticks;
    return [
      ...ticks.filter(([x]) => Math.abs(all(x) - all(last)) > 16),
      [last, `${minimize ? "\u2265" : "\u2264"} ${formatTick(Number(last.toPrecision(2)))}`],
    ];
  };
  return Object.assign(scale, {isLog, invert: all.invert, ticks: ticksOf, isCut, last});
}

function linearTicks(low, high, n) {
  const raw = (high - low) / Math.max(1, n);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= raw * 0.99);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; ++i) {
    const at = i * step;
    ticks.push([at, Math.abs(at) >= 1e5 || decimals > 6 ? formatTick(at) : at.toFixed(decimals)]);
  }
  return ticks;
}

function logTicks(low, high, n) {
  const ticks = [];
  const every = Math.max(1, Math.ceil((high - low) / n));
  for (let power = Math.ceil(low - 1e-9); power <= high + 1e-9; power += every) ticks.push([10 ** power, formatTick(10 ** power)]);
  return ticks.length >= 2 ? ticks : linearTicks(10 ** low, 10 ** high, n).filter(([x]) => x > 0);
}

/** Places for n names, evenly within [from, to]: scale(i) is the middle of the i-th, scale.step its width. */
function nameScale(n, from, to) {
  const step = (to - from) / Math.max(1, n);
  const scale = (i) => from + (i + 0.5) * step;
  scale.step = Math.abs(step);
  return scale;
}

/** value -> its colour on the page's ramp, better ones at its strong end; null for no value. */
function rampFor(values, minimize) {
  const stops = ["--ramp-0", "--ramp-1", "--ramp-2"].map((name) => rgb(color(name)));
  const scale = metricScale(values, 0, 1, minimize);
  return (x) => {
    if (typeof x !== "number") return null;
    const share = Math.min(1, Math.max(0, minimize ? 1 - scale(x) : scale(x)));
    const at = Math.min(stops.length - 2, Math.floor(share * (stops.length - 1)));
    const within = share * (stops.length - 1) - at;
    return stops[at].map((channel, i) => Math.round(channel + (stops[at + 1][i] - channel) * within));
  };
}

function rgb(hex) {
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

function css(channels) {
  return `rgb(${channels.join(" ")})`;
}

/** Black or white, whichever is read more easily on this colour (WCAG's relative luminance). */
function inkOn(channels) {
  const [r, g, b] = channels.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000000" : "#ffffff";
}
