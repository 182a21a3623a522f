import { formatTable } from '../table.ts';
import { printable } from '../terminal.ts';
import { spaced, withoutSeconds } from './local-time.ts';
import type { HourOfDestination, SimulationReport } from './simulation-report.ts';

/** The calls placed in each hour, and for how long something kept new ones away. */
export function drawHours({ hourly, destinations, refused }: SimulationReport): string {
  const isRefused = Object.keys(refused).length > 0;
  const columns = [
    { title: 'Hour from' },
    { title: 'Calls', align: 'end' as const },
    ...(isRefused ? [{ title: 'Refused', align: 'end' as const }] : []),
    ...destinations.map(({ name }) => ({ title: printable(name) })),
  ];
  const rows = hourly.map(({ from, calls, refused, destinations }) => [
    withoutSeconds(spaced(from)),
    String(calls),
    ...(isRefused ? [String(refused)] : []),
    ...destinations.map(describeHour),
  ]);
  return `\n${formatTable(columns, rows)}`;
}

/** "120", "87, full 31 min", "0, closed". Less than half a minute is not worth saying. */
function describeHour({ placed, minutes }: HourOfDestination): string {
  const states = Object.entries(minutes);
  const kept = states.filter(([state, each]) => state !== 'open' && Math.round(each) > 0)
    .map(([state, each]) =>
      `, ${state.replace('_', ' ')}${states.length > 1 ? ` ${Math.round(each)} min` : ''}`
    );
  return `${placed}${kept.join('')}`;
}
