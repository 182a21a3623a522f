import assert from 'node:assert/strict';
import { checkWritten } from '../../src/contract/check-written.ts';
import { groupInput } from '../../src/contract/group.ts';
import { DEFAULT_DESTINATION_POLICIES, DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';

const boston = { name: 'Boston', uri: 'tel:+16177123000', percent: 60 };
const denver = { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 40 };
const OFFICE = {
  timeZone: 'America/New_York',
  open: [{ days: ['mon', 'tue'], from: '08:00', to: '18:00' }],
  closed: ['2026-12-25'],
};

function check(fields: object, destinations: readonly unknown[] = [boston, denver]) {
  return checkWritten(groupInput, { name: 'Support', destinations, ...fields });
}

/** As `path: message`. */
function faults(fields: object, destinations?: readonly unknown[]): string[] {
  const checked = check(fields, destinations);
  return checked.kind === 'valid'
    ? []
    : checked.faults.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

function valid(fields: object, destinations?: readonly unknown[]) {
  const checked = check(fields, destinations);
  assert.ok(checked.kind === 'valid', JSON.stringify(checked));
  return checked.value;
}

Deno.test('a group that says nothing of policies has those that the rules have as defaults', () => {
  const group = valid({});
  assert.deepEqual({ ...group, ...DEFAULT_POLICIES }, group);
  for (const each of group.destinations) assert.deepEqual({ ...each, ...DEFAULT_DESTINATION_POLICIES }, each);
});

Deno.test('takes every policy as it is written, and fills in what its parts leave out', () => {
  const vendor = { name: ' Vendor X ', destinations: ['Boston', 'Denver'], maxActive: 50 };
  const group = valid({ sharedCaps: [vendor], health: { mode: 'on' }, maxAttempts: 2, holdSeconds: 600 }, [
    { ...boston, hours: { ...OFFICE, closed: undefined }, caps: [{ per: 'hour', calls: 100 }] },
    denver,
  ]);
  assert.deepEqual(group.destinations[0].hours, { ...OFFICE, closed: [] });
  assert.deepEqual(group.sharedCaps, [{ ...vendor, name: 'Vendor X', caps: [] }]);
  assert.deepEqual(group.health, { ...DEFAULT_POLICIES.health, mode: 'on' });
});

Deno.test('finds what the rules find, each beside its field', () => {
  const timed = {
    hours: { ...OFFICE, timeZone: 'America/Gotham', open: [{ days: ['mon'], from: '8:00', to: '18:00' }] },
    caps: [{ per: 'day', calls: 0 }],
  };
  const found = faults(
    {
      timeZone: 'Mars',
      lastResort: 'voicemail',
      maxAttempts: 0,
      holdSeconds: 60,
      health: { ejectSeconds: 0 },
    },
    [boston, { ...denver, ...timed }],
  );
  assert.deepEqual(found.map((fault) => fault.split(':')[0]), [
    'destinations.1.hours.timeZone',
    'destinations.1.hours.open.0.from',
    'destinations.1.caps.0.calls',
    'timeZone',
    'lastResort',
    'maxAttempts',
    'holdSeconds',
    'health.ejectSeconds',
  ]);
});

Deno.test('a fault in one policy hides none in another', () => {
  const found = faults({
    timeZone: 7,
    maxAttempts: 0,
    health: { mode: 'auto', ejectSeconds: 0 },
    sharedCaps: [
      { name: '', destinations: [true], maxActive: -1 },
      { name: 'X', destinations: 7, caps: [] },
      'Y',
    ],
    destinations: [
      { ...boston, hours: 'always', caps: [{ per: 'day', calls: 0 }] },
      { ...denver, percent: 30, hours: { ...OFFICE, open: [] } },
      'Austin',
    ],
  });
  assert.deepEqual(found.map((fault) => fault.split(':')[0]).sort(), [
    'destinations.0.caps.0.calls',
    'destinations.0.hours',
    'destinations.1.hours.open',
    'destinations.2',
    'health.ejectSeconds',
    'health.mode',
    'maxAttempts',
    'sharedCaps.0.destinations.0',
    'sharedCaps.0.maxActive',
    'sharedCaps.0.name',
    'sharedCaps.1',
    'sharedCaps.1.destinations',
    'sharedCaps.2',
    'timeZone',
  ]);
});

Deno.test('the policies of destinations are checked beside percents that do not sum to 100', () => {
  const found = faults({}, [{ ...boston, caps: [{ per: 'day', calls: 0 }] }]);
  assert.deepEqual(found.map((fault) => fault.split(':')[0]), [
    'destinations.0.caps.0.calls',
    'destinations',
  ]);
});

Deno.test('refuses words that no policy knows, and says which there are', () => {
  assert.deepEqual(faults({ terminalOutcomes: ['connected'], health: { mode: 'auto', colour: 'red' } }), [
    'terminalOutcomes.0: Use one of busy, no_answer, failed, declined, caller_hung_up.',
    'health.mode: Use one of off, observe, on.',
    'health.colour: There is no field "colour" here.',
  ]);
  assert.deepEqual(
    faults({}, [{
      ...boston,
      percent: 100,
      hours: { ...OFFICE, open: [{ days: ['monday'], from: '08:00', to: '09:00' }] },
    }]),
    [
      'destinations.0.hours.open.0.days.0: Use one of mon, tue, wed, thu, fri, sat, sun.',
    ],
  );
});

const vendor = { name: 'Vendor X', maxActive: 50 };
const shared = (...destinations: unknown[]) => ({ sharedCaps: [{ ...vendor, destinations }] });

Deno.test('a shared cap names destinations by id or by name, those that are new by name', () => {
  assert.deepEqual(faults(shared(7, 'Denver'), [{ ...boston, id: 7 }, denver]), []);
});

Deno.test('refuses a shared cap whose destinations are not there, could be several, or are there twice', () => {
  const one = { ...boston, id: 7 };
  assert.deepEqual(faults(shared('Austin', 9), [one, denver]), [
    'sharedCaps.0.destinations.0: The group has no destination "Austin". Take it out of this shared cap.',
    'sharedCaps.0.destinations.1: The group has no destination 9. Take it out of this shared cap.',
  ]);
  assert.deepEqual(faults(shared(7, 'Boston'), [one, denver]), [
    'sharedCaps.0.destinations.1: Boston is here twice.',
  ]);
  assert.deepEqual(faults(shared('Boston'), [one, { ...denver, name: 'Boston' }]), [
    'sharedCaps.0.destinations.0: The group has several destinations "Boston". Give them different names, or say the id.',
  ]);
  assert.match(faults(shared()).join(), /^sharedCaps.0.destinations: Choose the destinations/);
});
