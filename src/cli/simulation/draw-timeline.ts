import { formatTable } from '../table.ts';
import { spaced } from './local-time.ts';
import type { SimulationReport } from './simulation-report.ts';

/** More than this are read by programs, not by people. */
const MOST_EVENTS = 200;

/** What happened in a simulation, a line each. Empty when nothing did. */
export function drawTimeline({ events }: SimulationReport): string {
  if (events.length === 0) return '';
  const rows = events.slice(0, MOST_EVENTS).map(({ at, destination, what }) => [
    spaced(at),
    destination ?? '',
    what,
  ]);
  const left = events.length - rows.length;
  const rest = left > 0 ? `… and ${left} more: --json has all of them.\n` : '';
  return `\n${formatTable([{ title: 'When' }, { title: 'Where' }, { title: 'What' }], rows)}${rest}`;
}
