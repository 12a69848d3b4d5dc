// What is computed in the browser because it depends on what the reader chooses: differences to a baseline.

/**
 * The mean difference of two cells over the seeds that both have, with its 95 % interval. `a` and `b`: seed -> value. `factors[n]`: half
 * an interval of n values in deviations, from the program; none below three seeds, nor where all differences are equal.
 */
function pairedDifference(a, b, factors) {
  const differences = [];
  for (const [seed, value] of a) {
    const other = b.get(seed);
    if (typeof value === "number" && typeof other === "number") differences.push(value - other);
  }
  const n = differences.length;
  if (n === 0) return {n, mean: null, low: null, high: null};
  const mean = differences.reduce((sum, x) => sum + x, 0) / n;
  const factor = factors[n];
  if (typeof factor !== "number") return {n, mean, low: null, high: null};
  const deviation = Math.sqrt(differences.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1));
  if (!(deviation > 1e-12 * Math.max(...differences.map(Math.abs)))) return {n, mean, low: null, high: null};
  return {n, mean, low: mean - factor * deviation, high: mean + factor * deviation};
}

/** Mean of the numbers in a list; null without any. */
function meanOf(values) {
  const numbers = values.filter((x) => typeof x === "number");
  return numbers.length ? numbers.reduce((sum, x) => sum + x, 0) / numbers.length : null;
}
