import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { destination, routeGroup } from '../support/groups.ts';
import type { Bench, OpenBench } from './switchboard-contract.ts';

/** What the model believes of one answer that was given. */
interface ModelAttempt {
  readonly session: string;
  readonly groupId: number;
  readonly destinationId: number;
  readonly number: number;
  readonly tried: readonly number[];
  readonly openedAt: number;
  open: boolean;
}

type Step =
  | { readonly do: 'place'; readonly session: string; readonly groupId: number }
  | { readonly do: 'complete'; readonly session: string }
  | { readonly do: 'release'; readonly sessions: readonly string[] }
  | { readonly do: 'pass'; readonly seconds: number }
  | { readonly do: 'cap'; readonly groupId: number; readonly maxActive: number | null }
  | { readonly do: 'reopen' };

const RETRY_WINDOW = 60;
const TTL = 300;

const groupId = fc.constantFrom(1, 2);
const session = fc.constantFrom('a', 'b', 'c', 'd');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ do: fc.constant('place' as const), session, groupId }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('complete' as const), session }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('release' as const),
      sessions: fc.array(session, { maxLength: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('pass' as const), seconds: fc.constantFrom(1, 30, 61, 301) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('cap' as const),
      groupId,
      maxActive: fc.constantFrom(null, 0, 1, 2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
);

/**
 * Plays random histories on an engine beside a naive model that keeps every answer in a list and counts it anew at
 * each step: who may be chosen, which number the attempt has, what is refused and why, and how many are in progress.
 */
export function switchboardModel(engine: string, open: OpenBench, runs: number) {
  Deno.test(`${engine} switchboard agrees with a naive model on random histories`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
        const model = new Model();
        const bench = await open(model.groups());
        try {
          for (const each of steps) {
            await play(each, bench, model);
            await model.compare(bench);
          }
        } finally {
          await bench.close();
        }
      }),
      { numRuns: runs },
    );
  });
}

async function play(step: Step, bench: Bench, model: Model) {
  const { switchboard } = bench;
  switch (step.do) {
    case 'place': {
      const group = model.group(step.groupId);
      const answer = await switchboard.place({ accountId: 1, key: group.key, session: step.session });
      const chosen = answer.kind === 'placed'
        ? group.destinations.find(({ uri }) => uri === answer.destination)
        : null;
      const outcome = answer.kind === 'placed' ? { id: chosen!.id, number: answer.attempt } : answer.reason;
      return model.place(step.session, group, outcome);
    }
    case 'complete':
      return assert.equal(
        (await switchboard.complete({ session: step.session })).completed,
        model.complete(step.session),
      );
    case 'release': {
      const open = await bench.openAttempts();
      const attempts = open.filter(({ session }) => step.sessions.includes(session!));
      const { released } = await switchboard.release({ accountId: 1, attempts });
      return assert.equal(released, model.release(step.sessions));
    }
    case 'pass':
      await bench.pass(step.seconds);
      return model.pass(step.seconds);
    case 'cap':
      return switchboard.configure(model.cap(step.groupId, step.maxActive));
    case 'reopen':
      return await bench.reopen(model.groups());
  }
}

class Model {
  #now = 0;
  #attempts: ModelAttempt[] = [];
  readonly #caps = new Map<number, number | null>([[1, null], [2, null]]);

  groups(): RouteGroup[] {
    return [...this.#caps.keys()].map((id) => this.group(id));
  }

  /** Two destinations in the first tier and one behind, each with the group's cap. */
  group(id: number): RouteGroup {
    const maxActive = this.#caps.get(id)!;
    const destinations = [
      destination(id * 10 + 1, 70, { maxActive, uri: `sip:${id}1@host` }),
      destination(id * 10 + 2, 30, { maxActive, uri: `sip:${id}2@host` }),
      destination(id * 10 + 3, 100, { tier: 2, maxActive, uri: `sip:${id}3@host` }),
    ];
    const balance = id === 1 ? 'active' : 'calls';
    return routeGroup({
      id,
      balance,
      destinations,
      retryWindowSeconds: RETRY_WINDOW,
      sessionTtlSeconds: TTL,
    });
  }

  cap(id: number, maxActive: number | null): RouteGroup {
    this.#caps.set(id, maxActive);
    return this.group(id);
  }

  pass(seconds: number) {
    this.#now += seconds;
    for (const attempt of this.#attempts) if (this.#now >= attempt.openedAt + TTL) attempt.open = false;
  }

  release(sessions: readonly string[]): number {
    const isNamed = ({ session, open }: ModelAttempt) => open && sessions.includes(session);
    const released = this.#attempts.filter(isNamed);
    const over = new Set(released.map(({ session }) => session));
    this.#attempts = this.#attempts.filter(({ session }) => !over.has(session));
    return released.length;
  }

  complete(session: string): number {
    const open = this.#attempts.filter((attempt) => attempt.session === session && attempt.open);
    this.#attempts = this.#attempts.filter((attempt) => attempt.session !== session);
    return open.length;
  }

  place(session: string, group: RouteGroup, answer: { id: number; number: number } | string) {
    const last = this.#attempts.findLast((attempt) => attempt.session === session);
    const retry = last && last.groupId === group.id && this.#now - last.openedAt < RETRY_WINDOW;
    const tried = retry ? [...last.tried, last.destinationId] : [];
    if (last) last.open = false;
    if (last && !retry) this.#attempts = this.#attempts.filter((attempt) => attempt.session !== session);
    const allowed = this.#allowed(group, tried);
    if (typeof answer === 'string') return assert.equal(answer, this.#refusal(group, tried, allowed));
    assert.ok(allowed.includes(answer.id), `${answer.id} is not among ${allowed}`);
    const number = retry ? last.number + 1 : 1;
    assert.equal(answer.number, number);
    const { id: groupId } = group;
    this.#attempts.push({
      session,
      groupId,
      destinationId: answer.id,
      number,
      tried,
      openedAt: this.#now,
      open: true,
    });
  }

  async compare({ switchboard }: Bench) {
    const snapshots = await switchboard.snapshots([...this.#caps.keys()]);
    for (const group of this.groups()) {
      const { destinations, active } = snapshots.get(group.id)!;
      const expected = group.destinations.map(({ id }) => this.#active(id));
      assert.deepEqual(destinations.map((each) => each.active), expected);
      assert.equal(active, expected.reduce((sum, count) => sum + count));
    }
  }

  #active(destinationId: number): number {
    return this.#attempts.filter((attempt) => attempt.open && attempt.destinationId === destinationId).length;
  }

  #allowed(group: RouteGroup, tried: readonly number[]): number[] {
    const able = group.destinations.filter(({ id, maxActive }) =>
      !tried.includes(id) && (maxActive === null || this.#active(id) < maxActive)
    );
    const best = Math.min(...able.map(({ tier }) => tier));
    return able.filter(({ tier }) => tier === best).map(({ id }) => id);
  }

  #refusal(group: RouteGroup, tried: readonly number[], allowed: readonly number[]): string {
    assert.deepEqual(allowed, [], 'refused while somebody was eligible');
    return group.destinations.every(({ id }) => tried.includes(id)) ? 'exhausted' : 'at_capacity';
  }
}
