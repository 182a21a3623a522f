import { type Past, sessionOf } from './past.ts';

/** What is asked of a service over HTTP, as its pages and scripts do. */
export interface Question {
  readonly name: string;
  readonly path: string;
  /** How much of what was asked for is in the answer. */
  readonly found: (answer: string) => number;
}

const HOUR_MS = 3_600_000;

/** Of so many groups of four destinations, a report has the series of a day's hours. */
const MOST_BY_HOUR = 400;

const DAY = 'period=last-24-hours';

/** Everything that pages and scripts ask about the last day. */
export function questionsOf({ attempts, groups, untilMs }: Past): Question[] {
  const byHour = Math.min(groups, MOST_BY_HOUR);
  const numbers = Array.from({ length: byHour }, (_, index) => index + 1);
  const hour = `from=${at(untilMs - HOUR_MS)}&to=${at(untilMs)}`;
  return [
    report('Report of all groups', `${DAY}&by=total`),
    report('… beside the day before', `${DAY}&by=total&compare=before`),
    report(`Report of ${byHour} groups by hour`, `${DAY}&by=hour&groups=${numbers}`),
    report('Report of a group', `${DAY}&by=total&compare=before&groups=1`),
    report('Report of a group by minute', `${DAY}&by=minute&groups=1`),
    { name: 'Report of all groups as CSV', path: `reports?${DAY}&format=csv`, found: linesIn },
    {
      name: "A group's attempts in an hour, CSV",
      path: `reports/attempts.csv?${hour}&groups=1`,
      found: linesIn,
    },
    {
      name: 'Why: the first call of the day',
      path: `calls?session=${encodeURIComponent(sessionOf(0))}`,
      found: stepsIn,
    },
    {
      name: 'Why: a call of noon',
      path: `calls?session=${encodeURIComponent(sessionOf(attempts / 2))}`,
      found: stepsIn,
    },
    { name: 'Why: a call that never was', path: 'calls?session=unknown', found: stepsIn },
    { name: "A group's last calls", path: 'groups/1/calls', found: stepsIn },
    { name: 'Open sessions', path: 'sessions', found: (answer) => JSON.parse(answer).sessions.length },
    {
      name: "A group's open sessions",
      path: 'groups/1/sessions',
      found: (answer) => JSON.parse(answer).sessions.length,
    },
    { name: 'Leaks', path: 'leaks', found: (answer) => JSON.parse(answer).leaks.length },
    { name: 'Events', path: 'events', found: (answer) => JSON.parse(answer).events.length },
    { name: "A group's usage", path: 'groups/1/usage', found: (answer) => JSON.parse(answer).lastDay },
    { name: 'Live, all groups', path: 'live', found: (answer) => JSON.parse(answer).groups.length },
    { name: 'The groups', path: 'groups', found: (answer) => JSON.parse(answer).groups.length },
  ];
}

/** With its progress, as the page asks for it. */
function report(name: string, query: string): Question {
  return { name, path: `reports?${query}&format=ndjson`, found: placedIn };
}

function placedIn(answer: string): number {
  const { report } = JSON.parse(answer.trimEnd().split('\n').at(-1)!);
  return report.groups.reduce(
    (sum: number, { figures }: { figures: { placed: number } }) => sum + figures.placed,
    0,
  );
}

/** Without the heading. */
function linesIn(answer: string): number {
  return answer.trimEnd().split('\n').length - 1;
}

function stepsIn(answer: string): number {
  return JSON.parse(answer).steps.length;
}

function at(ms: number): string {
  return new Date(ms).toISOString();
}
