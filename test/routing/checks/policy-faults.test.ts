import assert from 'node:assert/strict';
import { DEFAULT_POLICIES } from '../../../src/routing/default-policies.ts';
import { policyFaults } from '../../../src/routing/checks/policy-faults.ts';
import type {
  Cap,
  HealthSettings,
  OpeningHours,
  OpenRange,
  SharedCap,
} from '../../../src/routing/policies.ts';
import type { RouteGroup } from '../../../src/routing/route-group.ts';
import { destination, routeGroup } from '../../support/groups.ts';

/** Faults as `path: message`, so that a test shows both. */
function faultsOf(fields: Partial<RouteGroup>): string[] {
  return policyFaults(routeGroup(fields)).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const NEW_YORK: OpeningHours = {
  timeZone: 'America/New_York',
  open: [{ days: ['mon', 'tue'], from: '08:00', to: '18:00' }],
  closed: ['2026-12-25'],
};

const withHours = (fields: Partial<OpeningHours>) =>
  faultsOf({ destinations: [destination(1, 100, { hours: { ...NEW_YORK, ...fields } })] });
const withRange = (fields: Partial<OpenRange>) => withHours({ open: [{ ...NEW_YORK.open[0], ...fields }] });
const withCaps = (...caps: Cap[]) => faultsOf({ destinations: [destination(1, 100, { caps })] });
const withHealth = (fields: Partial<HealthSettings>) =>
  faultsOf({ health: { ...DEFAULT_POLICIES.health, ...fields } });

const VENDOR: SharedCap = { name: 'Vendor X', destinations: [1, 2], maxActive: 50, caps: [] };
const withShared = (...shared: Partial<SharedCap>[]) =>
  faultsOf({ sharedCaps: shared.map((fields) => ({ ...VENDOR, ...fields })) });

Deno.test('the defaults have no fault', () => {
  assert.deepEqual(faultsOf({}), []);
});

Deno.test('takes hours with overnight ranges, 24:00 as an end, and closed dates', () => {
  assert.deepEqual(withHours({}), []);
  assert.deepEqual(withRange({ from: '22:00', to: '06:00' }), []);
  assert.deepEqual(withRange({ from: '00:00', to: '24:00' }), []);
  assert.deepEqual(withHours({ closed: ['2028-02-29'], timeZone: 'Asia/Kathmandu' }), []);
});

Deno.test('refuses times that are none, and says how to write them', () => {
  assert.deepEqual(withRange({ from: '8:00' }), [
    'destinations.0.hours.open.0.from: "8:00" is no time of the day. Times are written as 08:00 or 17:30, up to 24:00.',
  ]);
  for (const to of ['24:01', '18:60', '1800', '', ' 18:00']) {
    assert.match(withRange({ to }).join(), /^destinations.0.hours.open.0.to: .* is no time of the day/, to);
  }
  assert.match(withRange({ from: '24:00' }).join(), /open.0.from: 24:00 only ends a range/);
  assert.match(
    withRange({ from: '09:00', to: '09:00' }).join(),
    /open.0.to: .*For a whole day: 00:00 to 24:00/,
  );
});

Deno.test('refuses days, dates and time zones that do not exist', () => {
  assert.match(withRange({ days: [] }).join(), /open.0.days: Choose at least one day/);
  assert.match(withRange({ days: ['monday' as 'mon'] }).join(), /no day "monday". Days are mon, tue/);
  assert.match(withHours({ open: [] }).join(), /hours.open: Say when it is open/);
  assert.match(withHours({ timeZone: 'America/Gotham' }).join(), /hours.timeZone: There is no time zone/);
  assert.match(faultsOf({ timeZone: '' }).join(), /^timeZone: There is no time zone ""/);
  for (const date of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-06-31', '2026-1-1', 'Christmas']) {
    assert.match(withHours({ closed: [date] }).join(), /hours.closed.0: .* is no date/, date);
  }
});

Deno.test('refuses caps that allow nothing, are no whole number, or count the same period twice', () => {
  assert.deepEqual(withCaps({ per: 'hour', calls: 10 }, { per: 'day', calls: 100 }), []);
  for (const calls of [0, -1, 1.5, NaN, 1e10]) {
    assert.match(withCaps({ per: 'day', calls }).join(), /^destinations.0.caps.0.calls: A cap is a whole/);
  }
  assert.deepEqual(withCaps({ per: 'day', calls: 1 }, { per: 'day', calls: 2 }), [
    'destinations.0.caps.1.per: There is already a cap for each day.',
  ]);
});

Deno.test('refuses shared caps without a name of their own, known destinations, or a limit', () => {
  assert.deepEqual(withShared({}), []);
  assert.deepEqual(withShared({ maxActive: null, caps: [{ per: 'month', calls: 5 }] }), []);
  assert.match(withShared({ name: ' ' }).join(), /^sharedCaps.0.name: Name the shared cap/);
  assert.match(withShared({}, {}).join(), /^sharedCaps.1.name: There is already a shared cap "Vendor X"/);
  assert.match(
    withShared({ destinations: [] }).join(),
    /^sharedCaps.0.destinations: Choose the destinations/,
  );
  assert.match(withShared({ destinations: [1, 9] }).join(), /destinations.1: The group has no destination 9/);
  assert.match(withShared({ destinations: [2, 2] }).join(), /destinations.1: Destination 2 is here twice/);
  assert.match(withShared({ maxActive: null }).join(), /^sharedCaps.0: Say what is shared/);
  assert.match(withShared({ maxActive: -1 }).join(), /^sharedCaps.0.maxActive: A cap is a whole number/);
});

Deno.test('refuses a last resort that is no destination', () => {
  assert.deepEqual(faultsOf({ lastResort: 'tel:+16177123000' }), []);
  assert.match(faultsOf({ lastResort: 'voicemail' }).join(), /^lastResort: Not a destination/);
});

Deno.test('refuses limits of a chain that make no sense', () => {
  assert.deepEqual(faultsOf({ maxAttempts: 1, terminalOutcomes: ['declined', 'busy'] }), []);
  assert.match(faultsOf({ maxAttempts: 0 }).join(), /^maxAttempts: A whole number from 1/);
  assert.match(faultsOf({ terminalOutcomes: ['connected'] }).join(), /^terminalOutcomes: /);
});

Deno.test('refuses to hold a call for less than the retry window', () => {
  assert.deepEqual(faultsOf({ holdSeconds: 120, retryWindowSeconds: 120 }), []);
  assert.match(
    faultsOf({ holdSeconds: 119, retryWindowSeconds: 120 }).join(),
    /^holdSeconds: A call can't be held/,
  );
  assert.match(faultsOf({ holdSeconds: 0.5, retryWindowSeconds: 0 }).join(), /^holdSeconds: A whole number/);
});

Deno.test('refuses health settings out of range, each with its own message', () => {
  assert.deepEqual(withHealth({ mode: 'on', failurePercent: null, panicPercent: 0 }), []);
  const wrong = {
    consecutiveFailures: 0,
    failurePercent: 101,
    minimumAttempts: 0,
    ejectSeconds: 0,
    panicPercent: -1,
  };
  assert.deepEqual(
    withHealth(wrong).map((fault) => fault.split(':')[0]),
    Object.keys(wrong).map((field) => `health.${field}`),
  );
});
