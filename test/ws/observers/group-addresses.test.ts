import assert from 'node:assert/strict';
import { GroupAddresses } from '../../../src/ws/observers/group-addresses.ts';
import { routeGroup } from '../../support/groups.ts';

Deno.test('an address is a group’s until its key is rotated or it is removed', () => {
  const groups = new GroupAddresses();
  groups.configure(routeGroup({ id: 7, accountId: 2, key: 'old' }));
  groups.configure(routeGroup({ id: 8, accountId: 3, key: 'old' }));
  assert.equal(groups.idOf({ accountId: 2, key: 'old' }), 7);
  groups.configure(routeGroup({ id: 7, accountId: 2, key: 'new' }));
  assert.equal(groups.idOf({ accountId: 2, key: 'old' }), undefined);
  assert.equal(groups.idOf({ accountId: 2, key: 'new' }), 7);
  for (let twice = 0; twice < 2; twice++) groups.remove(7);
  assert.equal(groups.idOf({ accountId: 2, key: 'new' }), undefined);
  assert.equal(groups.idOf({ accountId: 3, key: 'old' }), 8);
});
