import assert from 'node:assert/strict';
import { CompiledQuery, type DatabaseConnection } from 'kysely';
import { PatientConnection } from '../../../src/directory/sqlite/patient-connection.ts';

/** A connection on which every statement fails like this. */
function failing(error: Error): DatabaseConnection & { readonly tries: () => number } {
  let tries = 0;
  return {
    executeQuery() {
      tries += 1;
      return Promise.reject(error);
    },
    streamQuery() {
      throw error;
    },
    tries: () => tries,
  };
}

const statement = CompiledQuery.raw('begin immediate');

Deno.test('gives up on a lock that is never released, with SQLite’s own reason', async () => {
  const locked = failing(Object.assign(new Error('database is locked'), { errcode: 5 }));
  await assert.rejects(new PatientConnection(locked, 20).executeQuery(statement), /database is locked/);
  assert.ok(locked.tries() > 1);
});

Deno.test('does not repeat a statement that failed for another reason', async () => {
  const broken = failing(Object.assign(new Error('disk I/O error'), { errcode: 10 }));
  await assert.rejects(new PatientConnection(broken).executeQuery(statement), /disk I\/O error/);
  assert.equal(broken.tries(), 1);
});
