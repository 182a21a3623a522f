import assert from 'node:assert/strict';
import { askedFor } from '../../../src/switchboard/clustered/asked-for.ts';
import { Changes } from '../../../src/switchboard/clustered/changes.ts';
import type { StoredAttempt } from '../../../src/switchboard/books/books.ts';

function stored(id: number): StoredAttempt {
  const where = { accountId: 1, groupId: 1, destinationId: 1, session: `s-${id}`, number: 1, tried: [] };
  return { attempt: { id, ...where, openedAtMs: 0, expiresAtMs: 1000 }, open: true, dueMs: 1000 };
}

const loaded = { ledgers: new Map(), attempts: [1, 2, 3, 2].map(stored) };
const idsOf = (attempts: Iterable<StoredAttempt>) => [...attempts].map(({ attempt }) => attempt.id);

Deno.test('a question has each attempt that it names once and in its order, whatever others of the batch loaded', () => {
  assert.deepEqual(idsOf(askedFor([3, 2, 9, 3], loaded, new Changes())), [3, 2]);
});

Deno.test('an attempt that a call of the same batch has ended does not end again', () => {
  const changes = new Changes();
  changes.ended({ attempt: stored(2).attempt, atMs: 1000, reason: 'completed', outcome: null });
  changes.forgotten(3);
  assert.deepEqual(idsOf(askedFor([1, 2, 3], loaded, changes)), [1]);
  changes.seal();
  assert.deepEqual(idsOf(askedFor([1, 2, 3], loaded, changes)), [1, 2, 3]);
});

Deno.test('a node that is alone knows no attempt by its id', () => {
  assert.deepEqual(idsOf(askedFor([1], undefined, new Changes())), []);
});
