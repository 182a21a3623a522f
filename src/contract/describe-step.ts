import type { CallStepOutput, RefusalStepOutput } from './call.ts';

/** How a step ended: "in progress", "completed after 3 min 5 s, connected", "refused: at capacity". */
export function describeStep(step: CallStepOutput): string {
  if (step.kind === 'refusal') return `refused: ${REFUSALS[step.reason]}`;
  if (step.endReason === null || step.seconds === null) return 'in progress';
  const outcome = step.outcome === null ? '' : `, ${step.outcome.replaceAll('_', ' ')}`;
  return `${step.endReason} after ${describeLength(step.seconds)}${outcome}`;
}

const REFUSALS: Readonly<Record<RefusalStepOutput['reason'], string>> = {
  no_destination: 'no destination was on',
  at_capacity: 'at capacity',
  closed: 'closed',
  unhealthy: 'every destination was ejected',
  exhausted: 'nothing was left to try',
};

/** "less than 0.1 s", "0.4 s", "12 s", "3 min 5 s", "2 h 10 min": never more than two units. */
export function describeLength(seconds: number): string {
  if (seconds < 0.1) return 'less than 0.1 s';
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return twoUnits(Math.floor(whole / 60), 'min', whole % 60, 's');
  return twoUnits(Math.floor(whole / 3600), 'h', Math.floor((whole % 3600) / 60), 'min');
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
