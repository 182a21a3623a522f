/**
 * One of many processes on the same database, run by `processes.test.ts`: creates groups, then edits the first group
 * of all as often as told, always from the version it has just read.
 */
import { openDirectory } from '../../../src/directory/open-directory.ts';
import { openSqlite } from '../../../src/directory/sqlite/open-sqlite.ts';
import { silentLog } from '../../../src/log.ts';
import { anna, editOf, groupContent } from '../../support/group-content.ts';

const [file, groups, edits] = Deno.args;
const directory = await openDirectory({ db: openSqlite(file), engine: 'sqlite', log: silentLog });
for (let index = 0; index < Number(groups); index++) await directory.create(1, groupContent(), anna);
for (let saved = 0; saved < Number(edits);) {
  const first = await directory.read(1, 1);
  if (!first) throw new Error('The first group is gone');
  const outcome = await directory.replace({ ...editOf(first), content: groupContent() });
  if (outcome.kind === 'saved') saved += 1;
}
await directory.close();
