const MICRO = 1_000_000;

/** "0.8 calls", "1 call", "12 calls", "0.04 calls": a number of micro-calls, without its sign, as people read it. */
export function callsInWords(microCalls: number): string {
  const text = roundCalls(microCalls);
  return `${text} ${text === '1' ? 'call' : 'calls'}`;
}

/** One decimal, or none from ten on; two where one would say nothing. */
export function roundCalls(microCalls: number): string {
  const calls = Math.abs(microCalls) / MICRO;
  const decimals = calls >= 10 ? 0 : calls >= 0.095 ? 1 : 2;
  return String(Number(calls.toFixed(decimals)));
}
