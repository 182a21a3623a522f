import assert from 'node:assert/strict';
import { openDirectory } from '../../../src/directory/open-directory.ts';
import { keepSchedule } from '../../../src/directory/schedule/keep-schedule.ts';
import { openSqlite } from '../../../src/directory/sqlite/open-sqlite.ts';
import { silentLog } from '../../../src/log.ts';
import { listen } from '../../support/directory-tests.ts';
import { anna, groupContent } from '../../support/group-content.ts';
import { schedule, splitAs } from '../../support/schedule-tests.ts';
import { until } from '../../support/until.ts';

const SOON_MS = 50;

const soon = () => new Date(Date.now() + SOON_MS);

async function openHouse() {
  const directory = await openDirectory({ db: openSqlite(':memory:'), engine: 'sqlite', log: silentLog });
  return Object.assign(directory, { [Symbol.asyncDispose]: () => directory.close() });
}

Deno.test('a scheduled edit is made by itself, and a temporary one ends by itself', async () => {
  await using directory = await openHouse();
  const created = await directory.create(1, groupContent(), anna);
  const heard = listen(directory);
  const keeper = await keepSchedule({ schedule: directory.schedule, log: silentLog, lookMs: 10 });
  const effectiveAt = soon();
  const times = { effectiveAt, until: new Date(effectiveAt.getTime() + SOON_MS) };
  await schedule(directory, created, splitAs(created, 50, 50), times);
  await until(() => heard.length === 2);
  await keeper.close();
  const [back, made] = await directory.versions(1, created.group.id);
  assert.deepEqual([made.action, back.action], ['edited as scheduled', 'put back as scheduled']);
  assert.ok(made.at >= times.effectiveAt && back.at >= times.until, 'none before its time');
});

Deno.test('what is due already is made before anything else begins', async () => {
  await using directory = await openHouse();
  const created = await directory.create(1, groupContent(), anna);
  const effectiveAt = soon();
  await schedule(directory, created, splitAs(created, 50, 50), { effectiveAt });
  await until(() => Date.now() >= effectiveAt.getTime());
  const keeper = await keepSchedule({ schedule: directory.schedule, log: silentLog });
  assert.equal((await directory.read(1, created.group.id))?.group.version, 2);
  await keeper.close();
});

Deno.test('nothing is made any more once it is closed', async () => {
  await using directory = await openHouse();
  const created = await directory.create(1, groupContent(), anna);
  const keeper = await keepSchedule({ schedule: directory.schedule, log: silentLog, lookMs: 1 });
  await keeper.close();
  const effectiveAt = soon();
  await schedule(directory, created, splitAs(created, 50, 50), { effectiveAt });
  await until(() => Date.now() > effectiveAt.getTime() + SOON_MS);
  assert.equal((await directory.read(1, created.group.id))?.group.version, 1);
});

Deno.test('storage that is away is told once, as is its return, and nothing stops for good', async () => {
  const told: string[] = [];
  const note = (level: string) => (message: string) => void told.push(`${level}: ${message}`);
  const log = { ...silentLog, info: note('info'), warn: note('warn') };
  let looks = 0;
  const carryOut = () => {
    looks += 1;
    return looks < 4 ? Promise.reject(new Error('away')) : Promise.resolve(undefined);
  };
  const keeper = await keepSchedule({ schedule: { carryOut }, log, lookMs: 1 });
  await until(() => looks > 5);
  await keeper.close();
  assert.deepEqual(told, [
    'warn: The database does not answer: scheduled edits wait.',
    'info: The database answers again: scheduled edits are made.',
  ]);
});
