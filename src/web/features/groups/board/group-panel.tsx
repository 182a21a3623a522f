import { Link } from 'wouter';
import type {
  DestinationLive,
  DestinationOutput,
  GroupLive,
  GroupOutput,
} from '../../../../contract/group.ts';
import { formatPercent, formatShare } from '../../../lib/percent.ts';
import { colourOf, LevelLine } from '../../../ui/level-line/level-line.tsx';
import { destinationColours } from '../../../ui/level-line/destination-colours.ts';
import { tierLevels } from '../level-parts.ts';
import { StateChip } from '../states/state-chip.tsx';
import type { CallRate } from './call-rates.ts';
import classes from './group-panel.module.css';

interface GroupPanelProps {
  readonly group: GroupOutput;
  /** Its live state, once that has arrived. */
  readonly live: GroupLive | undefined;
  /** How many lines there are for destinations. */
  readonly lines: number;
  readonly rate: CallRate | undefined;
}

/** A group on the board. As high with any numbers as with none. */
export function GroupPanel({ group, live, lines, rate }: GroupPanelProps) {
  const [first] = tierLevels(group, live);
  return (
    <article className={classes.panel}>
      <div className={classes.head}>
        <h2 className={classes.name}>
          <Link href={`/groups/${group.id}`}>{group.name}</Link>
        </h2>
        <Figure value={live?.active.toLocaleString()} unit='in progress' />
        <Figure
          value={rate && Math.round(rate.perMinute).toLocaleString()}
          unit='calls/min'
          title={spanOf(rate)}
        />
      </div>
      {first
        ? <LevelLine parts={first.parts} size='board' title={group.name} />
        : <p className={classes.none}>No destinations yet.</p>}
      <Destinations group={group} live={live} lines={lines} />
    </article>
  );
}

interface FigureProps {
  readonly value: string | undefined;
  readonly unit: string;
  readonly title?: string | undefined;
}

function Figure({ value, unit, title }: FigureProps) {
  return (
    <span className={classes.figure} title={title}>
      <span className={classes.value}>{value ?? '–'}</span>
      <span className={classes.unit}>{unit}</span>
    </span>
  );
}

function spanOf(rate: CallRate | undefined): string | undefined {
  if (rate === undefined) return 'Known after ten seconds.';
  return rate.seconds < 300 ? `Over the last ${rate.seconds} seconds.` : 'Over the last five minutes.';
}

/** Those that find no line of their own are counted on the last one. */
function Destinations({ group, live, lines }: Pick<GroupPanelProps, 'group' | 'live' | 'lines'>) {
  const colours = destinationColours(group.destinations);
  const byId = new Map(live?.destinations.map((destination) => [destination.id, destination]));
  const isCut = group.destinations.length > lines;
  const shown = group.destinations.slice(0, isCut ? lines - 1 : lines);
  const others = group.destinations.slice(shown.length);
  return (
    <ul className={classes.destinations}>
      {shown.map((destination, index) => (
        <Destination
          key={destination.id}
          group={group}
          destination={destination}
          now={byId.get(destination.id)}
          total={totalOf(group, live)}
          colour={colours[index]}
        />
      ))}
      {isCut && (
        <li className={classes.destination}>
          <span />
          <span className={classes.soft}>{`and ${others.length} more`}</span>
          <span />
          <span className={classes.count}>
            {sum(others.map(({ id }) => byId.get(id)?.active ?? 0)).toLocaleString()}
          </span>
        </li>
      )}
    </ul>
  );
}

interface DestinationProps {
  readonly group: GroupOutput;
  readonly destination: DestinationOutput;
  readonly now: DestinationLive | undefined;
  /** Of what its share is a part. */
  readonly total: number;
  readonly colour: number;
}

function Destination({ group, destination, now, total, colour }: DestinationProps) {
  const target = formatPercent(Math.round(destination.percent * 100));
  const part = now && countOf(group, now);
  return (
    <li className={classes.destination}>
      <span className={classes.swatch} style={{ background: colourOf({ colour }) }} />
      <span className={classes.what}>
        <span className={classes.destinationName}>{destination.name}</span>
        {now && <StateChip group={group} standing={now} />}
      </span>
      <span className={classes.share}>
        {part !== undefined && total > 0 ? formatShare(part, total) : '–'}
        <span className={classes.soft}>{` / ${target}`}</span>
      </span>
      <span className={classes.count}>{now?.active.toLocaleString()}</span>
    </li>
  );
}

/** What the group's balance divides. */
function countOf({ balance }: GroupOutput, { active, placed }: DestinationLive): number {
  return balance === 'active' ? active : placed;
}

function totalOf(group: GroupOutput, live: GroupLive | undefined): number {
  return sum((live?.destinations ?? []).map((each) => countOf(group, each)));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
