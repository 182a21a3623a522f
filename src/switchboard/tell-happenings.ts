import type { Log } from '../log.ts';
import type { Happening } from './happening.ts';

/** Tells operators what has happened. */
export function tellHappenings(log: Log, happenings: readonly Happening[]) {
  for (const { kind, groupId, destinationId, detail } of happenings) {
    const { level, message } = LINES[kind];
    const where = { group: groupId ?? undefined, destination: destinationId ?? undefined };
    log[level](message, { ...where, ...fieldsOf(detail) });
  }
}

const LINES: Readonly<Record<Happening['kind'], { level: 'info' | 'warn'; message: string }>> = {
  'destination.ejected': { level: 'warn', message: 'A destination is ejected: its calls fail.' },
  'destination.spared': {
    level: 'warn',
    message: 'A destination fails, and is not ejected: too few others would be left.',
  },
  'destination.trial': {
    level: 'info',
    message: 'An ejected destination has one call to show that it is back.',
  },
  'destination.returned': { level: 'info', message: 'A destination is back: its calls come about again.' },
  'destination.cap_reached': { level: 'info', message: 'A destination has reached a cap.' },
  'group.refusing': {
    level: 'warn',
    message: 'No destination of a group can take a call: callers are refused.',
  },
  'group.serving': { level: 'info', message: 'A group places calls again.' },
  'service.degraded': { level: 'info', message: 'Calls were answered from memory while storage was away.' },
};

/** Flat, and without what is null: `{ because: { rule, failures } }` becomes `because=rule failures=…`. */
function fieldsOf(detail: Happening['detail']): Record<string, string | number | boolean> {
  const { because, ...others } = detail as { because?: { rule: string } } & Record<string, unknown>;
  const { rule, ...evidence } = because ?? {};
  const fields = { ...others, ...(rule === undefined ? {} : { because: rule, ...evidence }) };
  const told = Object.entries<unknown>(fields).filter(([, value]) => value !== null && value !== false);
  return Object.fromEntries(told) as Record<string, string | number | boolean>;
}
