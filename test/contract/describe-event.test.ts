import { deepEqual, equal } from 'node:assert/strict';
import { describeEvent, eventPlace } from '../../src/contract/describe-event.ts';
import { type ServiceEvent, serviceEvent, serviceEventKinds } from '../../src/contract/event.ts';

const AT = '2026-11-26T12:00:00.000Z';
const LATER = '2026-11-26T13:00:00.000Z';

const group = { id: 7, name: 'Support' };
const destination = { id: 11, name: 'Boston' };

type Fields = Readonly<Record<string, unknown>>;

/** An event as the service tells it. */
const event = (kind: ServiceEvent['kind'], fields: Fields = {}): ServiceEvent =>
  serviceEvent.parse({ id: 1, at: AT, kind, group, destination, ...fields });

const say = (kind: ServiceEvent['kind'], fields: Fields = {}) =>
  describeEvent(event(kind, fields), (iso) => iso.slice(11, 16));

const ejected = { observed: false, until: LATER, ejections: 1 };
const consecutive = { rule: 'consecutive', failures: 5 };

/** The words of every kind, and of what else each can say. */
const words: readonly (readonly [ServiceEvent['kind'], Fields, string])[] = [
  [
    'destination.ejected',
    { ...ejected, because: consecutive },
    'Boston is ejected until 13:00: 5 calls in a row failed.',
  ],
  [
    'destination.ejected',
    { ...ejected, because: { rule: 'percent', failures: 11, attempts: 21 } },
    'Boston is ejected until 13:00: 11 of the last 21 attempts failed.',
  ],
  [
    'destination.ejected',
    { ...ejected, because: { rule: 'trial', attemptId: 9 }, ejections: 3 },
    'Boston is ejected until 13:00: its trial call failed. It is ejection 3 in a row.',
  ],
  [
    'destination.ejected',
    { ...ejected, observed: true, because: consecutive },
    'Observed only: Boston is ejected until 13:00: 5 calls in a row failed.',
  ],
  [
    'destination.spared',
    { observed: false, because: { rule: 'consecutive', failures: 1 } },
    'Boston is not ejected though 1 call in a row failed: too few others would be left.',
  ],
  [
    'destination.trial',
    { observed: false, attemptId: 9 },
    'Boston is on trial: one call shows whether it is back.',
  ],
  [
    'destination.returned',
    { observed: false, because: { rule: 'served', attemptId: 9 } },
    'Boston is back: its trial call went well.',
  ],
  [
    'destination.returned',
    { observed: false, because: { rule: 'still_up', attemptId: 9 } },
    'Boston is back: its trial call is still up after a minute.',
  ],
  [
    'destination.cap_reached',
    { per: null, most: 20, shared: null, until: null },
    'Boston is full: 20 calls in progress.',
  ],
  [
    'destination.cap_reached',
    { per: null, most: 1, shared: 'Vendor X', until: null },
    'Vendor X is full: 1 call in progress. The last call went to Boston.',
  ],
  [
    'destination.cap_reached',
    { per: 'hour', most: 1200, shared: null, until: LATER },
    'Boston has had the 1,200 calls of its hourly cap until 13:00.',
  ],
  [
    'destination.cap_reached',
    { per: 'month', most: 2, shared: 'Vendor X', until: LATER },
    'Vendor X has had the 2 calls of its monthly cap until 13:00. The last call went to Boston.',
  ],
  [
    'group.refusing',
    { reason: 'at_capacity', lastResort: false },
    'Callers are refused: every destination is at its cap.',
  ],
  [
    'group.refusing',
    { reason: 'closed', lastResort: true },
    'Callers get the last resort: every destination is closed.',
  ],
  [
    'group.serving',
    { reason: 'unhealthy', since: AT, refused: 12 },
    'Calls are placed again. Since 12:00 12 calls found no destination: every destination fails.',
  ],
  ['service.degraded', { since: AT }, 'Storage is back. Since 12:00 calls were answered from memory.'],
];

for (const [kind, fields, sentence] of words) {
  Deno.test(`says of ${kind}: ${sentence}`, () => equal(say(kind, fields), sentence));
}

Deno.test('every kind of event has its words', () => {
  deepEqual(serviceEventKinds.filter((kind) => !words.some(([said]) => said === kind)), []);
});

Deno.test('what is gone is named by its number', () => {
  const gone = event('destination.trial', {
    ...{ observed: false, attemptId: 9 },
    ...{ group: { id: 7, name: '' }, destination: { id: 11, name: '' } },
  });
  equal(describeEvent(gone), 'Destination 11 is on trial: one call shows whether it is back.');
  equal(eventPlace(gone), 'Group 7');
});

Deno.test('says where it happened', () => {
  equal(eventPlace(event('group.refusing', { reason: 'closed', lastResort: false })), 'Support');
  equal(eventPlace(event('service.degraded', { since: AT })), 'The service');
});

Deno.test('writes times as they are stored unless told otherwise', () => {
  equal(
    describeEvent(event('service.degraded', { since: AT })),
    `Storage is back. Since ${AT} calls were answered from memory.`,
  );
});
