import { Button } from '@mantine/core';
import { formatPercent } from '../../../lib/percent.ts';
import { destinationColours } from '../../../ui/level-line/destination-colours.ts';
import { LevelLine } from '../../../ui/level-line/level-line.tsx';
import type { LevelPart } from '../../../ui/level-line/level.ts';
import type { GroupContent } from '../../../../contract/group-difference.ts';
import { tierLevels } from '../level-parts.ts';
import type { DestinationDraft, Draft } from './draft.ts';
import { percentFixes, pointsOf, sumOf, tiersOf, WHOLE } from './percent-fixes.ts';
import classes from './group-form.module.css';

interface PercentPreviewProps {
  readonly draft: Draft;
  /** What is saved, shown beside while the draft's percents differ. */
  readonly saved: GroupContent | undefined;
  /** The row that is written in: the one that a missing rest would go to. */
  readonly chosen: number | undefined;
  readonly change: (next: (draft: Draft) => Draft) => void;
}

/** The level line of what is being written, a bar for each tier, with its sum and the ways to bring it to 100. */
export function PercentPreview({ draft, saved, chosen, change }: PercentPreviewProps) {
  const tiers = [...tiersOf(draft)];
  const colours = destinationColours(draft.destinations);
  const colourOfRow = new Map(draft.destinations.map(({ key }, index) => [key, colours[index]]));
  if (tiers.length === 0) return null;
  const before = saved && tierLevels(saved);
  return (
    <section className={classes.preview} aria-label='Preview' id='percent-fixes'>
      {tiers.map(([tier, rows]) => {
        const parts = rows.map((row) => partOf(row, colourOfRow.get(row.key) ?? 1));
        const old = before?.find((each) => String(each.tier) === tier)?.parts;
        return (
          <div key={tier} className={classes.tier}>
            {tiers.length > 1 && <span className={classes.tierName}>Tier {tier}</span>}
            {old && !isSameLevel(old, parts) && (
              <div className={classes.bar}>
                <LevelLine parts={old} size='row' title='As saved' />
                <span className={classes.barNote}>as saved</span>
              </div>
            )}
            <div className={classes.bar}>
              <LevelLine parts={parts} size='large' title='As written' />
              <Sum points={sumOf(rows)} />
            </div>
            <div className={classes.fixes}>
              {percentFixes(rows, chosen).map(({ label, apply }) => (
                <Button
                  key={label}
                  variant='default'
                  size='compact-sm'
                  onClick={() => change(apply)}
                >
                  {label}
                </Button>
              ))}
            </div>
          </div>
        );
      })}
    </section>
  );
}

function Sum({ points }: { readonly points: number }) {
  const gap = WHOLE - points;
  const what = gap > 0 ? 'missing' : 'too much';
  return (
    <output className={classes.sum} data-off={gap !== 0 || undefined}>
      <strong>{formatPercent(points)}</strong>
      {gap !== 0 && <span>{formatPercent(Math.abs(gap))} {what}</span>}
    </output>
  );
}

function partOf(row: DestinationDraft, colour: number): LevelPart {
  return { key: row.key, name: row.name, basisPoints: pointsOf(row), state: row.state, colour };
}

function isSameLevel(a: readonly LevelPart[], b: readonly LevelPart[]): boolean {
  return a.length === b.length && a.every((part, index) => part.basisPoints === b[index].basisPoints);
}
