/** Uniform numbers in [0, 1): the same sequence for the same seed on every machine. */
export type Random = () => number;

/** Chris Doty-Humphrey's sfc32: small, quick, passes PractRand. Nearby seeds give unrelated sequences. */
export function createRandom(seed: number): Random {
  let [a, b, c, counter] = [0, seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, 1];
  const next = () => {
    const sum = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum / 2 ** 32;
  };
  for (let round = 0; round < 12; round++) next();
  return next;
}

/** An exponential number with mean 1: the gap between Poisson arrivals. */
export function exponential(random: Random): number {
  return -Math.log(1 - random());
}

/** A standard normal number (Box and Muller, 1958). */
export function normal(random: Random): number {
  return Math.sqrt(2 * exponential(random)) * Math.cos(2 * Math.PI * random());
}
