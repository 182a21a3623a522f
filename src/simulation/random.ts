/** Chance from a seed: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** The time until the next event of a Poisson process that has one per `mean` on average. */
  exponential(mean: number): number;
  /** Log-normal with this mean; `sigma` is the standard deviation of its logarithm. */
  logNormal(mean: number, sigma: number): number;
}

/**
 * The generator "sfc32" (C. Doty-Humphrey, PractRand) with 128 bits of state. Streams of one seed are independent of
 * each other, so that one kind of chance can be used up faster without changing what another one gives.
 */
export function createRandom(seed: number, stream = 0): Random {
  const state = new Uint32Array([stream, seed, seed / 2 ** 32, 1]);
  const step = () => {
    const sum = (state[0] + state[1] + state[3]) >>> 0;
    state[3] += 1;
    state[0] = state[1] ^ (state[1] >>> 9);
    state[1] = state[2] + (state[2] << 3);
    state[2] = ((state[2] << 21) | (state[2] >>> 11)) + sum;
    return sum;
  };
  // Until every bit of the seed has reached every bit of the state.
  for (let round = 0; round < 15; round++) step();
  const next = () => step() / 2 ** 32;
  return {
    next,
    exponential: (mean) => -mean * Math.log(1 - next()),
    logNormal: (mean, sigma) => mean * Math.exp(sigma * normal(next) - sigma ** 2 / 2),
  };
}

/** Standard normal, by the transform of Box and Muller; one of the two numbers that it gives is enough. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}
