import assert from 'node:assert/strict';
import { describeLeak, leakHint } from '../../src/contract/describe-leak.ts';
import {
  type Endings,
  findLeak,
  isSuspect,
  type Leak,
  type LeakDetails,
  type LeakSigns,
} from '../../src/contract/leak-rules.ts';

const nothing: Endings = { reasons: {}, outcomes: {}, completedOpenMs: 0 };
const noDetails: LeakDetails = { weekBefore: nothing, sample: null, lengths: null, overdue: 0 };

/** A day with these endings; calls last three minutes. */
function day(reasons: Endings['reasons'], outcomes: Endings['outcomes'] = {}): Endings {
  return { reasons, outcomes, completedOpenMs: 180_000 * (reasons.completed ?? 0) };
}

function signs(fields: Partial<LeakSigns>): LeakSigns {
  return { day: nothing, holdSeconds: null, sessionTtlSeconds: 7200, ...fields };
}

function find(fields: Partial<LeakSigns>, details: Partial<LeakDetails> = {}): Leak | undefined {
  return findLeak(signs(fields), { ...noDetails, ...details });
}

const lengths = { calls: 500, brief: 5, medianSeconds: 150, p99Seconds: 700 };

Deno.test('finds nothing where sessions are completed, few ended or hardly any were lost', () => {
  for (
    const each of [
      nothing,
      day({ completed: 1000 }),
      day({ expired: 49 }),
      day({ completed: 981, expired: 19 }),
      day({ retried: 900, superseded: 90, held: 500 }),
    ]
  ) {
    assert.equal(isSuspect(signs({ day: each })), false);
    assert.equal(find({ day: each }), undefined);
  }
});

Deno.test('finds no losses where calls count for a fixed time: nobody has to complete them', () => {
  assert.equal(isSuspect(signs({ day: day({ held: 500, released: 60 }), holdSeconds: 240 })), false);
});

Deno.test('tells the share of lost sessions: expired or released, of those that ended', () => {
  const leak = find({
    day: day({ completed: 880, expired: 100, released: 20, retried: 500, superseded: 70 }),
  })!;
  assert.deepEqual([leak.lost, leak.ended, leak.percent], [120, 1000, 12]);
  assert.equal(leakHint(leak), '12\u00a0% of its sessions are never completed.');
});

const causes: [title: string, Leak['cause'], Endings, Partial<LeakDetails>][] = [
  ['no session id is sent', 'no_session', day({ expired: 100 }), {
    sample: { attempts: 80, withoutSession: 80 },
  }],
  ['most requests have no session id', 'no_session', day({ completed: 50, expired: 100 }), {
    sample: { attempts: 80, withoutSession: 40 },
  }],
  ['nothing is ever completed', 'never_completes', day({ expired: 100, retried: 9 }), {
    sample: { attempts: 80, withoutSession: 39 },
  }],
  ['nothing is completed, and nothing known besides', 'never_completes', day({ released: 60 }), {}],
  [
    'sessions are completed only when the caller hangs up',
    'only_on_hang_up',
    day({ completed: 300, expired: 100 }, { caller_hung_up: 96, connected: 4, '': 200 }),
    {},
  ],
  [
    'sessions are never completed when the caller hangs up',
    'not_on_hang_up',
    day({ completed: 300, expired: 100 }, { connected: 300 }),
    {},
  ],
  [
    'both ways of hanging up are completed',
    'some_paths',
    day({ completed: 300, expired: 100 }, { connected: 200, caller_hung_up: 100 }),
    {},
  ],
  [
    'too few outcomes tell a habit',
    'some_paths',
    day({ completed: 300, expired: 100 }, { '': 281, connected: 19 }),
    {},
  ],
  ['outcomes are not told at all', 'some_paths', day({ completed: 300, expired: 100 }, { '': 300 }), {}],
];

for (const [title, cause, ended, details] of causes) {
  Deno.test(`knows why sessions are lost when ${title}`, () => {
    assert.equal(isSuspect(signs({ day: ended })), true);
    assert.equal(find({ day: ended }, details)?.cause, cause);
  });
}

Deno.test('tells whether an application that never completes retries', () => {
  assert.equal(find({ day: day({ expired: 100, retried: 1 }) })!.retries, true);
  assert.equal(find({ day: day({ expired: 100 }) })!.retries, false);
});

Deno.test('notices transfers that are completed when they begin, unless calls count for a fixed time', () => {
  const brief = { reasons: { completed: 100 }, outcomes: {}, completedOpenMs: 100 * 2000 };
  const early = { lengths: { calls: 100, brief: 95, medianSeconds: 2, p99Seconds: 12 } };
  const leak = find({ day: brief }, early)!;
  assert.deepEqual([leak.cause, leak.percent, leak.expiry.suggestedSeconds], ['completes_early', 0, null]);
  assert.match(leakHint(leak), /completed while their calls still last/);
  assert.equal(find({ day: brief, holdSeconds: 240 }, early), undefined);
  assert.equal(find({ day: brief }, { lengths: { ...early.lengths, brief: 89 } }), undefined);
  assert.equal(find({ day: brief }, { lengths: null }), undefined);
});

const trends: [before: [completed: number, expired: number], Leak['percentBefore'], Leak['trend']][] = [
  [[7000, 0], 0, 'new'],
  [[7000, 60], 0.8, 'new'],
  [[96, 4], 4, 'more'],
  [[93, 7], 7, 'same'],
  [[85, 15], 15, 'same'],
  [[75, 25], 25, 'fewer'],
  [[40, 9], null, null],
];

for (const [[completed, expired], percentBefore, trend] of trends) {
  Deno.test(`compares 10 % with ${percentBefore} % in the week before: ${trend}`, () => {
    const leak = find({ day: day({ completed: 90, expired: 10 }) }, {
      weekBefore: day({ completed, expired }),
    })!;
    assert.deepEqual([leak.percent, leak.percentBefore, leak.trend], [10, percentBefore, trend]);
  });
}

Deno.test('suggests an expiry from how long calls last when the present one is much longer', () => {
  const lossy = day({ completed: 90, expired: 10 });
  const suggested = (sessionTtlSeconds: number, fields = {}) =>
    find({ day: lossy, sessionTtlSeconds }, { lengths: { ...lengths, ...fields } })!.expiry.suggestedSeconds;
  assert.equal(suggested(7200), 1500);
  assert.equal(suggested(2800), null);
  assert.equal(suggested(2801), 1500);
  assert.equal(suggested(7200, { calls: 49 }), null);
  assert.equal(suggested(400, { p99Seconds: 90 }), 300);
});

Deno.test('says in words what is wrong, how it changes and what it costs', () => {
  const leak = find(
    { day: day({ expired: 90, retried: 5 }) },
    { weekBefore: day({ completed: 500 }), lengths, overdue: 37 },
  )!;
  assert.deepEqual(describeLeak({ ...leak, group: { id: 1, name: 'Support' } }), [
    'Not one session was completed: the application never calls the complete address. Call it with the session id when a call is over.',
    'It does send a session id, since it asks again when a destination fails.',
    'This is new: it was 0\u00a0% in the week before.',
    '37 calls in progress have lasted for more than twice as long as 99 of 100 calls do.',
    '99 of 100 calls are over after 12\u00a0min, but a lost one keeps its place for 2\u00a0h: an expiry of 25\u00a0min would do.',
  ]);
});

Deno.test('has words for every cause', () => {
  for (const [, cause] of causes) {
    const leak = find({ day: day({ completed: 90, expired: 10 }) })!;
    assert.ok(describeLeak({ ...leak, cause, group: { id: 1, name: 'Support' } })[0].length > 40);
  }
});
