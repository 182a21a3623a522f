/**
 * Divides `total` in proportion to `weights` into whole numbers that sum to exactly `total`: the largest remainders
 * get what rounding leaves, the first of equals first (Hamilton's method). No weight at all gives undefined.
 */
export function apportion(weights: readonly number[], total: number): number[] | undefined {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole <= 0) return undefined;
  const quotas = weights.map((weight) => (weight * total) / whole);
  const parts = quotas.map(Math.floor);
  const left = total - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = quotas.map((quota, index) => ({ index, remainder: quota - parts[index] }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) parts[index] += 1;
  return parts;
}
