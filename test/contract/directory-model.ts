import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Directory, EditOutcome, GroupChange, GroupVersion } from '../../src/directory/directory.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { listen, type PrepareStorage } from '../support/directory-tests.ts';
import { anna, groupContent, newDestinations } from '../support/group-content.ts';

const RUNS = 50;
const ACCOUNTS = [1, 2];

/** One step of a history. Its numbers choose among what there is by then, so that every step means something. */
type Step =
  | { readonly kind: 'create'; readonly account: number; readonly newcomers: number }
  | (Target & { readonly kind: 'replace'; readonly keep: readonly Keep[]; readonly newcomers: number })
  | (Target & { readonly kind: 'remove' | 'restore' | 'rotateKey' });

interface Target {
  readonly group: number;
  /** Whether an account edits that does not own the group. */
  readonly trespass: boolean;
  /** How far the expected version is from the present one; null expects none. */
  readonly offset: number | null;
}

/** Which destination stays: one of the group's own, past or present, or any that there ever was. */
interface Keep {
  readonly own: boolean;
  readonly index: number;
}

const mostly = <T>(usual: T, rare: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: rare });
const target = {
  group: fc.nat(5),
  trespass: mostly(false, fc.constant(true)),
  offset: fc.oneof(fc.constant(null), mostly<number>(0, fc.constantFrom(-1, 1))),
};
const newcomers = fc.nat(3);
const keep = fc.array(fc.record({ own: mostly(true, fc.constant(false)), index: fc.nat(20) }), {
  maxLength: 3,
});
const account = fc.constantFrom(...ACCOUNTS);
const create = fc.record({ kind: fc.constant('create' as const), account, newcomers });
const edit = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('replace' as const), ...target, keep, newcomers }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), ...target }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restore' as const), ...target }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rotateKey' as const), ...target }) },
);
const history: fc.Arbitrary<Step[]> = fc.tuple(
  fc.array(create, { minLength: 1, maxLength: 3 }),
  fc.array(fc.oneof({ weight: 9, arbitrary: edit }, { weight: 1, arbitrary: create }), {
    maxLength: 40,
    size: 'max',
  }),
).map(([creates, steps]) => [...creates, ...steps]);

/** Plays random histories of edits on a directory beside a model that is nothing but a list of versions. */
export function directoryModel(engine: string, prepare: PrepareStorage) {
  Deno.test(`${engine} directory follows ${RUNS} random histories as a list of versions would`, () =>
    fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const storage = await prepare();
        const directory = await storage.open();
        const model = new Model(listen(directory));
        for (const each of steps) await model.play(directory, each);
        await model.agree(directory);
        await directory.close();
        const again = await storage.open();
        await model.agree(again);
        await again.close();
        await storage.discard();
      }),
      { numRuns: RUNS },
    ));
}

interface ModelGroup {
  readonly id: number;
  readonly accountId: number;
  readonly versions: Pick<GroupVersion, 'action' | 'content'>[];
  /** Every destination id it has had. */
  readonly ids: Set<number>;
}

class Model {
  readonly #groups: ModelGroup[] = [];
  readonly #ids = new Set<number>();
  readonly #keys = new Set<string>();

  constructor(readonly heard: GroupChange[]) {}

  async play(directory: Directory, each: Step) {
    if (each.kind === 'create') return await this.#create(directory, each.account, each.newcomers);
    const group = this.#groups[each.group % this.#groups.length];
    const { version } = group.versions.at(-1)!.content;
    const edit = {
      accountId: each.trespass ? 3 - group.accountId : group.accountId,
      groupId: group.id,
      expectedVersion: each.offset === null ? undefined : version + each.offset,
      actor: anna,
    };
    const before = this.heard.length;
    const outcome = each.kind === 'replace'
      ? await directory.replace({ ...edit, content: this.#contentOf(each, group) })
      : await directory[each.kind](edit);
    assert.equal(outcome.kind, this.#expectedOutcome(each, group));
    if (outcome.kind === 'saved') this.#append(group, each, outcome);
    assert.equal(this.heard.length, before + (outcome.kind === 'saved' ? 1 : 0));
  }

  /** The directory shows the model's groups, and whoever listened knows what `everyGroup` says. */
  async agree(directory: Directory) {
    for (const accountId of ACCOUNTS) {
      for (const deleted of [false, true]) {
        const records = await directory.list(accountId, { deleted });
        const shown = records.map(({ group }) => group).sort((a, b) => a.id - b.id);
        assert.deepEqual(shown, this.#present(deleted).filter((group) => group.accountId === accountId));
      }
    }
    for (const { accountId, id, versions } of this.#groups) {
      const shown = await directory.versions(accountId, id);
      const plain = shown.map(({ action, content }) => ({ action, content }));
      assert.deepEqual(plain, versions.toReversed());
    }
    const listened = new Map<number, RouteGroup>();
    for (const change of this.heard) {
      if (change.kind === 'configured') listened.set(change.group.id, change.group);
      else listened.delete(change.groupId);
    }
    const every = await directory.everyGroup();
    assert.deepEqual(every, [...listened.values()].sort((a, b) => a.id - b.id));
  }

  async #create(directory: Directory, accountId: number, newcomers: number) {
    const content = groupContent({ destinations: newDestinations(...Array(newcomers).fill(1)) });
    const { group } = await directory.create(accountId, content, anna);
    this.#registerIds(group.destinations.map(({ id }) => id));
    this.#registerKey(group.key);
    const ids = new Set(group.destinations.map(({ id }) => id));
    this.#groups.push({ id: group.id, accountId, versions: [{ action: 'created', content: group }], ids });
  }

  #contentOf({ keep, newcomers }: Step & { kind: 'replace' }, group: ModelGroup) {
    const kept = this.#kept(keep, group).map((id) => ({ ...newDestinations(1)[0], id }));
    const fresh = newDestinations(...Array(newcomers).fill(1));
    return groupContent({ name: `Keeps ${kept.length}`, destinations: [...kept, ...fresh] });
  }

  #kept(keep: readonly Keep[], group: ModelGroup): number[] {
    return keep.flatMap(({ own, index }) => {
      const pool = [...own ? group.ids : this.#ids];
      return pool.length === 0 ? [] : [pool[index % pool.length]];
    });
  }

  #expectedOutcome(
    each: Exclude<Step, { kind: 'create' }>,
    group: ModelGroup,
  ): EditOutcome['kind'] {
    if (each.trespass) return 'missing';
    if (each.offset !== null && each.offset !== 0) return 'stale';
    const isDeleted = group.versions.at(-1)?.action === 'deleted';
    if (isDeleted !== (each.kind === 'restore')) return 'conflict';
    if (each.kind !== 'replace') return 'saved';
    const kept = this.#kept(each.keep, group);
    const known = kept.every((id, index) => group.ids.has(id) && kept.indexOf(id) === index);
    return known ? 'saved' : 'unknown_destination';
  }

  #append(
    group: ModelGroup,
    each: Exclude<Step, { kind: 'create' }>,
    { record }: EditOutcome & { kind: 'saved' },
  ) {
    const previous = group.versions.at(-1)!.content;
    const next = record.group;
    const content = { ...previous, version: previous.version + 1 };
    if (each.kind === 'rotateKey') {
      this.#registerKey(next.key);
      group.versions.push({ action: 'key rotated', content: { ...content, key: next.key } });
    } else if (each.kind === 'replace') {
      const written = this.#contentOf(each, group);
      const kept = this.#kept(each.keep, group);
      const fresh = next.destinations.slice(kept.length).map(({ id }) => id);
      const ids = [...kept, ...fresh];
      const destinations = written.destinations.map((destination, index) => ({
        ...destination,
        id: ids[index],
      }));
      this.#registerIds(fresh);
      fresh.forEach((id) => group.ids.add(id));
      group.versions.push({
        action: 'edited',
        content: { ...content, ...written, sharedCaps: [], destinations },
      });
    } else {
      group.versions.push({ action: each.kind === 'remove' ? 'deleted' : 'restored', content });
    }
    assert.deepEqual(next, group.versions.at(-1)?.content);
  }

  #registerIds(ids: readonly number[]) {
    for (const id of ids) {
      assert.ok(!this.#ids.has(id), `the id ${id} was given twice`);
      this.#ids.add(id);
    }
  }

  #registerKey(key: string) {
    assert.ok(!this.#keys.has(key), 'a key was given twice');
    this.#keys.add(key);
  }

  #present(deleted: boolean): RouteGroup[] {
    return this.#groups.map(({ versions }) => versions.at(-1)!)
      .filter(({ action }) => (action === 'deleted') === deleted).map(({ content }) => content);
  }
}
