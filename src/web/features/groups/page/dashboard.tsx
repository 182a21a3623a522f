import { Link } from 'wouter';
import { describeHours } from '../../../../contract/describe-hours.ts';
import { describeCaps } from '../../../../contract/describe-policies.ts';
import type { DestinationLive, DestinationOutput, GroupOutput } from '../../../../contract/group.ts';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { formatTime } from '../../../lib/format-time.ts';
import { formatPercent, formatShare } from '../../../lib/percent.ts';
import { destinationColours } from '../../../ui/level-line/destination-colours.ts';
import { colourOf, LevelLine } from '../../../ui/level-line/level-line.tsx';
import { useLive } from '../api/watch-live.ts';
import { tierLevels } from '../level-parts.ts';
import { describeLimits } from '../states/describe-limits.ts';
import { StateChip } from '../states/state-chip.tsx';
import { RecentCalls } from './recent-calls.tsx';
import { StateActions } from './state-actions.tsx';
import classes from './dashboard.module.css';

const unitSentence = {
  active:
    'Each destination keeps its percent of the calls in progress: a long call counts as long as it lasts.',
  calls: 'Each destination gets its percent of the calls placed, however long they last.',
};

interface DashboardProps {
  readonly group: GroupOutput;
  /** Whether live values arrive. */
  readonly connected: boolean;
}

/** The group at a glance: its level line, and the numbers behind it. */
export function Dashboard({ group, connected }: DashboardProps) {
  const live = useLive(group.id);
  const tiers = tierLevels(group, live);
  if (tiers.length === 0) return <NoDestinations group={group} />;
  return (
    <>
      <p className={classes.unit}>{unitSentence[group.balance]}</p>
      {tiers.map(({ tier, parts }) => (
        <section key={tier} className={classes.tier}>
          {tiers.length > 1 && <h2 className={classes.tierName}>{tierName(tier, tiers[0].tier)}</h2>}
          <LevelLine parts={parts} size='large' labelled title={group.name} />
        </section>
      ))}
      <Figures group={group} live={live?.destinations ?? []} />
      <p className={classes.since}>
        {connected && live && live.placed > 0 && `Calls placed are counted since ${formatTime(live.since)}.`}
        <span role='status'>
          {!connected && 'Live values have stopped. They go on as soon as the service answers.'}
        </span>
      </p>
      <RecentCalls groupId={group.id} />
    </>
  );
}

function NoDestinations({ group }: { readonly group: GroupOutput }) {
  if (!useMayEdit() || group.deletedAt) return <p>No destinations yet: calls have nowhere to go.</p>;
  return (
    <p>
      No destinations yet.{' '}
      <Link href={`/groups/${group.id}/edit`}>Add some</Link>, and calls have somewhere to go.
    </p>
  );
}

function tierName(tier: number, first: number): string {
  return tier === first ? `Tier ${tier}` : `Tier ${tier}, when no destination above can take the call`;
}

/** A table also to those who hear it on a phone, where rows are drawn as cards: hence the roles. */
function Figures(
  { group, live }: { readonly group: GroupOutput; readonly live: readonly DestinationLive[] },
) {
  const colours = destinationColours(group.destinations);
  const byId = new Map(live.map((destination) => [destination.id, destination]));
  const active = live.reduce((sum, each) => sum + each.active, 0);
  const placed = live.reduce((sum, each) => sum + each.placed, 0);
  const mayEdit = useMayEdit() && !group.deletedAt;
  return (
    <div className={classes.scroller}>
      <table role='table' className={classes.figures} data-actions={mayEdit || undefined}>
        <thead role='rowgroup'>
          <tr role='row'>
            <th role='columnheader' scope='col'>Destination</th>
            <th role='columnheader' scope='col' className={classes.state}>State</th>
            <th role='columnheader' scope='col'>Target</th>
            <th role='columnheader' scope='col'>In progress</th>
            <th role='columnheader' scope='col'>Placed</th>
            {mayEdit && <td role='cell' />}
          </tr>
        </thead>
        <tbody role='rowgroup'>
          {group.destinations.map((destination, index) => {
            const now = byId.get(destination.id);
            return (
              <tr key={destination.id} role='row'>
                <Name destination={destination} now={now} colour={colours[index]} />
                <td role='cell' className={classes.state}>
                  {now && <StateChip group={group} standing={now} />}
                </td>
                <td role='cell'>{formatPercent(Math.round(destination.percent * 100))}</td>
                <Count part={now?.active} total={active} />
                <Count part={now?.placed} total={placed} />
                {mayEdit && (
                  <td role='cell'>
                    <StateActions group={group} destination={destination} active={now?.active ?? 0} />
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
        <tfoot role='rowgroup'>
          <tr role='row'>
            <th role='rowheader' scope='row'>All</th>
            <td role='cell' className={classes.state} />
            <td role='cell' />
            <Count part={active} total={0} />
            <Count part={placed} total={0} />
            {mayEdit && <td role='cell' />}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

interface NameProps {
  readonly destination: DestinationOutput;
  /** How it is now, once that has arrived. */
  readonly now: DestinationLive | undefined;
  readonly colour: number;
}

function Name({ destination, now, colour }: NameProps) {
  const { name, uri, hours } = destination;
  const details = [
    ...(now ? describeLimits(now.limits) : ownCaps(destination)),
    ...(hours === null ? [] : [`open ${describeHours(hours)}`]),
  ];
  return (
    <th role='rowheader' scope='row' className={classes.destination}>
      <span className={classes.swatch} style={{ background: colourOf({ colour }) }} />
      <span>{name}</span>
      <span className={classes.detail}>{uri}</span>
      {details.length > 0 && <span className={classes.detail}>{details.join(' · ')}</span>}
    </th>
  );
}

function ownCaps({ maxActive, caps }: DestinationOutput): string[] {
  return [
    ...(maxActive === null ? [] : [`at most ${maxActive} in progress`]),
    ...(caps.length === 0 ? [] : [`at most ${describeCaps(caps)}`]),
  ];
}

/** A count and its share of all. */
function Count({ part, total }: { readonly part: number | undefined; readonly total: number }) {
  const share = part !== undefined && total > 0 ? `${formatShare(part, total)}\u00a0%` : '';
  return (
    <td role='cell'>
      {part?.toLocaleString()}
      <span className={classes.share}>{share}</span>
    </td>
  );
}
