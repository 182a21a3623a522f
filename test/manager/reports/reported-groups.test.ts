import assert from 'node:assert/strict';
import { MOST_GROUPS } from '../../../src/contract/report.ts';
import type { Directory } from '../../../src/directory/directory.ts';
import { findGroups } from '../../../src/manager/reports/reported-groups.ts';

Deno.test('a report of all groups is one of at most a thousand', async () => {
  const directoryOf = (groups: number) =>
    ({
      list: (_: number, { deleted = false } = {}) =>
        Promise.resolve(deleted ? [] : new Array(groups).fill({})),
    }) as unknown as Directory;
  const find = (groups: number) => findGroups(directoryOf(groups), 1, undefined, { from: 0, to: 1 });
  assert.equal((await find(MOST_GROUPS)).kind, 'found');
  assert.deepEqual(await find(MOST_GROUPS + 1), { kind: 'too many', count: MOST_GROUPS + 1 });
});
