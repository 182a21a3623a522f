import { deepEqual, ok } from 'node:assert/strict';
import { findTimeZones, timeZones } from '../../../../../../src/web/features/groups/form/hours/time-zones.ts';

Deno.test('a time zone is found by any words of its name', () => {
  deepEqual(findTimeZones('new york'), ['America/New_York']);
  deepEqual(findTimeZones('america york'), ['America/New_York']);
  ok(findTimeZones('DUBLIN').includes('Europe/Dublin'));
  deepEqual(findTimeZones('gotham'), []);
});

Deno.test('while one is chosen all are offered, UTC among them', () => {
  deepEqual(findTimeZones('Europe/Dublin'), timeZones());
  ok(timeZones().includes('UTC'));
});
