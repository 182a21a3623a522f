import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import {
  addRow,
  changeRow,
  type Draft,
  moveRow,
  newDraft,
  pasteRows,
  removeRow,
} from '../../../../../src/web/features/groups/form/draft.ts';

const named = (...names: string[]): Draft => ({
  ...newDraft(),
  destinations: names.map((name, index) => ({ ...newDraft().destinations[0], key: index + 1, name })),
});
const namesOf = ({ destinations }: Draft) => destinations.map(({ name }) => name);

Deno.test('a row moves to its new place and the others keep their order', () => {
  deepEqual(namesOf(moveRow(named('A', 'B', 'C', 'D'), 1, 2)), ['B', 'C', 'A', 'D']);
  deepEqual(namesOf(moveRow(named('A', 'B', 'C', 'D'), 4, 0)), ['D', 'A', 'B', 'C']);
});

Deno.test('a new row has a key of its own and the tier of the row above', () => {
  const draft = addRow(removeRow(changeRow(named('A', 'B', 'C'), 3, { tier: '2' }), 2));
  deepEqual(draft.destinations.map(({ key, tier }) => [key, tier]), [[1, '1'], [3, '2'], [4, '2']]);
});

Deno.test('pasting fills the row it is pasted in and the blank ones below', () => {
  const pasted = [{ name: 'X' }, { name: 'Y' }];
  deepEqual(namesOf(pasteRows(named('A', '', 'C'), 1, pasted)), ['X', 'Y', 'C']);
});

Deno.test('pasting never writes over a row that has something in it', () => {
  const pasted = [{ name: 'X' }, { name: 'Y' }, { name: 'Z' }];
  deepEqual(namesOf(pasteRows(named('A', 'B'), 1, pasted)), ['X', 'Y', 'Z', 'B']);
  deepEqual(namesOf(pasteRows(named('A'), 1, pasted)), ['X', 'Y', 'Z']);
});

Deno.test('whatever is done to the rows, keys tell them apart', () => {
  const step = fc.record({ act: fc.nat(3), at: fc.nat(9), to: fc.nat(9) });
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    let draft = named('A', 'B', 'C');
    for (const { act, at, to } of steps) {
      const key = draft.destinations[at % Math.max(1, draft.destinations.length)]?.key;
      if (act === 0 || key === undefined) draft = addRow(draft);
      else if (act === 1) draft = removeRow(draft, key);
      else if (act === 2) draft = moveRow(draft, key, to);
      else draft = pasteRows(draft, key, [{ name: 'X' }, { name: 'Y' }]);
      equal(new Set(draft.destinations.map((row) => row.key)).size, draft.destinations.length);
    }
  }));
});
