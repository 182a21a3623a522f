import { deepEqual, equal } from 'node:assert/strict';
import type { GroupContent } from '../../../../../src/contract/group-difference.ts';
import { checkDraft, remarksOfPointers } from '../../../../../src/web/features/groups/form/check-draft.ts';
import {
  addRow,
  changeRow,
  type Draft,
  draftOfGroup,
  moveRow,
  removeRow,
} from '../../../../../src/web/features/groups/form/draft.ts';
import { NO_CAPS } from '../../../../../src/web/features/groups/form/policy-drafts.ts';

const GROUP: GroupContent = {
  name: 'Support',
  balance: 'calls',
  sessionTtlSeconds: 3600,
  retryWindowSeconds: 60,
  timeZone: 'Europe/Dublin',
  sharedCaps: [{
    name: 'Vendor X',
    destinations: [12, 11],
    maxActive: 50,
    caps: [{ per: 'day', calls: 900 }],
  }],
  lastResort: 'tel:+18005550100',
  terminalOutcomes: ['busy'],
  maxAttempts: 3,
  holdSeconds: 600,
  health: {
    mode: 'on',
    consecutiveFailures: 3,
    failurePercent: null,
    minimumAttempts: 10,
    ejectSeconds: 90,
    panicPercent: 25,
  },
  destinations: [
    {
      id: 11,
      name: 'Boston',
      uri: 'tel:+16177123000',
      percent: 60,
      tier: 1,
      maxActive: 20,
      state: 'draining',
      hours: {
        timeZone: 'America/New_York',
        open: [{ days: ['fri', 'sat'], from: '20:00', to: '02:00' }],
        closed: ['2026-12-25', '2027-01-01'],
      },
      caps: [{ per: 'hour', calls: 100 }, { per: 'month', calls: 9000 }],
    },
    {
      id: 12,
      name: 'Denver',
      uri: 'sip:1234@10.0.1.2',
      percent: 40,
      tier: 1,
      maxActive: null,
      state: 'enabled',
      hours: null,
      caps: [],
    },
  ],
};

const draft = draftOfGroup(GROUP);
const [boston] = draft.destinations;
const faultsOf = (changed: Draft) => [...checkDraft(changed).faults.keys()];
const withHours = (fields: object) => changeRow(draft, 1, { hours: { ...boston.hours!, ...fields } });

Deno.test('a group that is only looked at in the form stays as it is', () => {
  const { content, faults } = checkDraft(draft);
  deepEqual([...faults], []);
  // Which of its destinations a shared cap names first means nothing.
  const [vendor] = GROUP.sharedCaps;
  deepEqual({ ...content }, { ...GROUP, sharedCaps: [{ ...vendor, destinations: [11, 12] }] });
});

Deno.test('a shared cap keeps its destinations when rows move, and loses those that are removed', () => {
  const vendorOf = (changed: Draft) => checkDraft(changed).content?.sharedCaps[0].destinations;
  deepEqual(vendorOf(moveRow(draft, 1, 1)), [12, 11]);
  deepEqual(vendorOf(changeRow(removeRow(draft, 1), 2, { percent: '100' })), [12]);
});

Deno.test('a row that is added after another was removed does not come into its shared caps', () => {
  const added = addRow(removeRow(draft, 2));
  deepEqual(added.destinations.map(({ key }) => key), [1, 2]);
  deepEqual(added.sharedCaps.map(({ rows }) => rows), [[1]]);
});

Deno.test('a shared cap of destinations that are not saved yet calls them by their names', () => {
  const renamed = changeRow(changeRow(draft, 1, { id: undefined, name: 'Cork ' }), 2, { id: undefined });
  deepEqual(checkDraft(renamed).content?.sharedCaps[0].destinations, ['Cork', 'Denver']);
});

Deno.test('times and dates are taken as people write them', () => {
  const written = withHours({
    timeZone: ' UTC ',
    open: [{ days: ['mon'], from: '8', to: '6 pm' }],
    closed: '2026-12-25, 2026-12-26;2027-01-01',
  });
  deepEqual(checkDraft(written).content?.destinations[0].hours, {
    timeZone: 'UTC',
    open: [{ days: ['mon'], from: '08:00', to: '18:00' }],
    closed: ['2026-12-25', '2026-12-26', '2027-01-01'],
  });
});

Deno.test('faults of hours stand beside the field they are in', () => {
  deepEqual(faultsOf(withHours({ timeZone: 'Gotham' })), ['1.hours.timeZone']);
  deepEqual(faultsOf(withHours({ closed: '2026-12-25 Christmas' })), ['1.hours.closed']);
  deepEqual(faultsOf(withHours({ open: [{ days: [], from: 'early', to: '18:00' }] })), [
    '1.hours.open.0.days',
    '1.hours.open.0.from',
  ]);
});

Deno.test('faults of caps stand beside their period, whichever others are empty', () => {
  deepEqual(faultsOf(changeRow(draft, 1, { caps: { hour: '', day: '', month: '0' } })), ['1.caps.month']);
  deepEqual(
    faultsOf(changeRow(draft, 2, { caps: { hour: 'many', day: '5', month: '1.5' }, maxActive: '-1' })),
    [
      '2.maxActive',
      '2.caps.hour',
      '2.caps.month',
    ],
  );
});

Deno.test("faults of the group's options stand beside their fields", () => {
  const [vendor] = draft.sharedCaps;
  const { faults } = checkDraft({
    ...draft,
    sessionTtl: 'long',
    hold: 'soon',
    lastResort: 'voicemail',
    maxAttempts: '0',
    timeZone: 'Gotham',
    sharedCaps: [vendor, {
      ...vendor,
      key: 2,
      name: '',
      rows: [],
      maxActive: '',
      caps: { ...NO_CAPS, hour: '0' },
    }],
    health: { ...draft.health, eject: 'x', consecutiveFailures: '' },
  });
  deepEqual([...faults.keys()].sort(), [
    'health.consecutiveFailures',
    'health.ejectSeconds',
    'holdSeconds',
    'lastResort',
    'maxAttempts',
    'sessionTtlSeconds',
    'sharedCaps.1.caps.hour',
    'sharedCaps.1.destinations',
    'sharedCaps.1.name',
    'timeZone',
  ]);
  equal(faults.get('holdSeconds'), 'Write it as 2 h, 90 min or 120 s.');
  equal(faults.get('sessionTtlSeconds'), 'Write it as 2 h, 90 min or 120 s.');
});

Deno.test('a shared cap without any limit says so at the whole of it', () => {
  const [vendor] = draft.sharedCaps;
  deepEqual(faultsOf({ ...draft, sharedCaps: [{ ...vendor, maxActive: '', caps: NO_CAPS }] }), [
    'sharedCaps.0',
  ]);
});

Deno.test('doubts about the number of last resort warn beside it', () => {
  const { content, warnings } = checkDraft({ ...draft, lastResort: 'tel:+1617712300' });
  equal(content?.lastResort, 'tel:+1617712300');
  deepEqual([...warnings.keys()], ['lastResort']);
});

Deno.test('what the service finds in policies is said beside the field that it points to', () => {
  const found = {
    '/destinations/0/caps/1/calls': '1.caps.month',
    '/destinations/0/hours/open/0/from': '1.hours.open.0.from',
    '/destinations/0/hours/closed/1': '1.hours.closed',
    '/sharedCaps/0/destinations/1': 'sharedCaps.0.destinations',
    '/terminalOutcomes/0': 'terminalOutcomes',
    '/health/mode': 'health.mode',
  };
  for (const [pointer, id] of Object.entries(found)) {
    deepEqual([...remarksOfPointers([{ pointer, detail: 'No.' }], draft).keys()], [id]);
  }
});
