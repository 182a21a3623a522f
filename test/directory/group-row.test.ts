import assert from 'node:assert/strict';
import { groupOf } from '../../src/directory/group-row.ts';
import { DEFAULT_DESTINATION_POLICIES, DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';
import { routeGroup, split } from '../support/groups.ts';

Deno.test('a version that was stored without policies has the defaults', () => {
  const { id, accountId, version, ...content } = routeGroup({ destinations: split(100) });
  const policies = new Set([...Object.keys(DEFAULT_POLICIES), ...Object.keys(DEFAULT_DESTINATION_POLICIES)]);
  const text = JSON.stringify(content, (field, value) => policies.has(field) ? undefined : value);
  const group = groupOf({ id, account_id: accountId, version, content: text });
  assert.deepEqual(group, routeGroup({ destinations: split(100) }));
  assert.deepEqual(group.health, DEFAULT_POLICIES.health);
});
