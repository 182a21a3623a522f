import assert from 'node:assert/strict';
import type { EndReason } from '../../src/routing/attempt.ts';
import type { SwitchboardObserver } from '../../src/switchboard/observer.ts';
import { routeGroup, split } from '../support/groups.ts';
import { until } from '../support/until.ts';
import type { Bench, OpenBench } from './switchboard-contract.ts';

/** Keeps what it is told. */
export class Listener implements SwitchboardObserver {
  readonly endings: EndReason[] = [];
  readonly commitsMs: number[] = [];

  ended(reason: EndReason) {
    this.endings.push(reason);
  }

  committed(tookMs: number) {
    this.commitsMs.push(tookMs);
  }

  connected() {}
}

/** What every engine tells whoever counts; its name stands in each title. */
export function observerContract(engine: string, open: OpenBench) {
  const group = routeGroup({ destinations: split(60, 40) });
  const other = routeGroup({ id: 2, destinations: split(100) });
  const test = (title: string, body: (bench: Bench, heard: Listener) => Promise<void>) =>
    Deno.test(`${engine} switchboard ${title}`, async () => {
      const heard = new Listener();
      const bench = await open([group, other], heard);
      try {
        await body(bench, heard);
      } finally {
        await bench.close();
      }
    });
  const place = ({ switchboard }: Bench, session: string, { accountId, key } = group) =>
    switchboard.place({ accountId, key, session });

  test('tells why each attempt ended, once', async (bench, heard) => {
    for (const session of ['completed', 'retried', 'superseded', 'expired']) await place(bench, session);
    assert.deepEqual(heard.endings, []);
    for (let times = 0; times < 2; times++) await bench.switchboard.complete({ session: 'completed' });
    await place(bench, 'retried');
    await place(bench, 'superseded', other);
    assert.deepEqual(heard.endings, ['completed', 'retried', 'superseded']);
    await bench.pass(group.sessionTtlSeconds);
    // Storage has them a moment before whoever counts is told.
    await until(() => heard.endings.length === 6);
    assert.deepEqual(heard.endings.slice(3), ['expired', 'expired', 'expired']);
  });

  test('tells of an attempt that ends in the moment in which it began', async (bench, heard) => {
    await Promise.all([place(bench, 'a'), place(bench, 'a')]);
    assert.deepEqual(heard.endings, ['retried']);
  });

  test('tells how long storage took, before the answer that waited for it', async (bench, heard) => {
    const before = heard.commitsMs.length;
    await place(bench, 'a');
    const commits = heard.commitsMs.slice(before);
    assert.ok(commits.length > 0);
    assert.ok(commits.every((tookMs) => tookMs > 0 && Number.isFinite(tookMs)));
  });
}
