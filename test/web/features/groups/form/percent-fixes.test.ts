import { deepEqual, equal } from 'node:assert/strict';
import {
  addRow,
  changeRow,
  type Draft,
  newDraft,
} from '../../../../../src/web/features/groups/form/draft.ts';
import { percentFixes, sumOf, tiersOf } from '../../../../../src/web/features/groups/form/percent-fixes.ts';

function draftWith(...percents: string[]): Draft {
  let draft = { ...newDraft(), destinations: [] } as Draft;
  for (const [index, percent] of percents.entries()) {
    draft = changeRow(addRow(draft), index + 1, { name: `Desk ${index + 1}`, percent });
  }
  return draft;
}

/** What the fix with such a label leaves in the percent cells. */
function fixed(draft: Draft, label: RegExp, chosen?: number): string[] | undefined {
  const [rows] = tiersOf(draft).values();
  const fix = percentFixes(rows, chosen).find((each) => label.test(each.label));
  return fix?.apply(draft).destinations.map(({ percent }) => percent);
}

Deno.test('the rest goes to the row that was written last, or to the one still empty', () => {
  deepEqual(fixed(draftWith('60', '30'), /^Give the rest/, 1), ['70', '30']);
  deepEqual(fixed(draftWith('60', '', '15'), /^Give the rest/), ['60', '25', '15']);
});

Deno.test('what is too much comes off a row that has it', () => {
  deepEqual(fixed(draftWith('80', '45,5'), /^Take/, 2), ['80', '20']);
  equal(fixed(draftWith('100', '5', '60'), /^Take/, 2), undefined);
});

Deno.test('an even split sums to exactly 100', () => {
  deepEqual(fixed(draftWith('', '1', ''), /evenly/), ['33.34', '33.33', '33.33']);
});

Deno.test('scaling keeps the proportions and sums to exactly 100', () => {
  deepEqual(fixed(draftWith('1', '2', '4'), /Scale/), ['14.29', '28.57', '57.14']);
});

Deno.test('percents that are all empty offer no scale', () => {
  equal(fixed(draftWith('', ''), /Scale/), undefined);
});

Deno.test('nothing is to be fixed at 100, nor in rows that nobody wrote in', () => {
  const [whole] = tiersOf(draftWith('60', '40')).values();
  deepEqual(percentFixes(whole, undefined), []);
  const [blank] = tiersOf(newDraft()).values();
  deepEqual(percentFixes(blank, undefined), []);
});

Deno.test('each tier has its own sum', () => {
  const draft = changeRow(draftWith('70', '30', '100'), 3, { tier: '2' });
  deepEqual([...tiersOf(draft)].map(([tier, rows]) => [tier, sumOf(rows)]), [['1', 10_000], ['2', 10_000]]);
});
