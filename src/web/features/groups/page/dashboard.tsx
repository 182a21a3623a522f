import { Link } from 'wouter';
import type { DestinationLive, DestinationOutput, GroupOutput } from '../../../../contract/group.ts';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { formatTime } from '../../../lib/format-time.ts';
import { formatPercent, formatShare } from '../../../lib/percent.ts';
import { colourOf, LevelLine } from '../../../ui/level-line/level-line.tsx';
import { useLive } from '../api/watch-live.ts';
import { destinationColours, tierLevels } from '../level-parts.ts';
import classes from './dashboard.module.css';

const unitSentence = {
  active:
    'Each destination keeps its percent of the calls in progress: a long call counts as long as it lasts.',
  calls: 'Each destination gets its percent of the calls placed, however long they last.',
};

/** The group at a glance: its level line, and the numbers behind it. */
export function Dashboard({ group }: { readonly group: GroupOutput }) {
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
      {live && (
        <p className={classes.since}>
          {live.placed === 0
            ? (
              <>
                No calls yet. <Link href={`/groups/${group.id}/use`}>Try a test call.</Link>
              </>
            )
            : `Calls placed are counted since ${formatTime(live.since)}.`}
        </p>
      )}
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

function Figures(
  { group, live }: { readonly group: GroupOutput; readonly live: readonly DestinationLive[] },
) {
  const colours = destinationColours(group.destinations);
  const byId = new Map(live.map((destination) => [destination.id, destination]));
  const active = live.reduce((sum, each) => sum + each.active, 0);
  const placed = live.reduce((sum, each) => sum + each.placed, 0);
  return (
    <div className={classes.scroller}>
      <table className={classes.figures}>
        <thead>
          <tr>
            <th scope='col'>Destination</th>
            <th scope='col'>Target</th>
            <th scope='col'>In progress</th>
            <th scope='col'>Placed</th>
          </tr>
        </thead>
        <tbody>
          {group.destinations.map((destination, index) => {
            const now = byId.get(destination.id);
            return (
              <tr key={destination.id}>
                <Name destination={destination} colour={colours[index]} />
                <td>{formatPercent(Math.round(destination.percent * 100))}</td>
                <Count part={now?.active} total={active} />
                <Count part={now?.placed} total={placed} />
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope='row'>All</th>
            <td />
            <Count part={active} total={0} />
            <Count part={placed} total={0} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Name({ destination, colour }: { readonly destination: DestinationOutput; readonly colour: number }) {
  const { name, uri, state, maxActive } = destination;
  const notes = [
    state === 'enabled' ? undefined : state,
    maxActive === null ? undefined : `at most ${maxActive} in progress`,
  ].filter((note) => note !== undefined);
  return (
    <th scope='row' className={classes.destination}>
      <span className={classes.swatch} style={{ background: colourOf({ colour }) }} />
      <span>{name}</span>
      {notes.length > 0 && <span className={classes.note}>{notes.join(' · ')}</span>}
      <span className={classes.uri}>{uri}</span>
    </th>
  );
}

/** A count and its share of all. */
function Count({ part, total }: { readonly part: number | undefined; readonly total: number }) {
  const share = part !== undefined && total > 0 ? `${formatShare(part, total)}\u00a0%` : '';
  return (
    <td>
      {part?.toLocaleString()}
      <span className={classes.share}>{share}</span>
    </td>
  );
}
