import { deepEqual, equal, ok } from 'node:assert/strict';
import {
  commonProblemFields,
  type DocumentedOperation,
  operationsOf,
  searchTopics,
} from '../../../../src/web/features/api-docs/operations.ts';
import { openControlPlane } from '../../../manager/control-plane.ts';

async function readDocument() {
  await using plane = await openControlPlane();
  return (await plane.ask('GET', '/api/openapi.json', { as: null })).json;
}
const document = await readDocument();
const operations = operationsOf(document, 'http://localhost');
const operationNamed = (name: string) => operations.find(({ id }) => id === name)!;
const idsOf = (operations: readonly DocumentedOperation[]) => operations.map(({ id }) => id);

Deno.test('shows an operation with its role, parameters, body, answers and problems', () => {
  const { role, parameters, body, answers, problems } = operationNamed('replaceGroup');
  equal(role, 'editor');
  deepEqual(parameters.map(({ name, required }) => [name, required]), [
    ['id', true],
    ['effectiveAt', false],
    ['until', false],
    ['If-Match', true],
  ]);
  equal(body?.type, 'GroupEdit');
  const destinations = body?.fields.find(({ name }) => name === 'destinations');
  ok(destinations?.fields.some(({ name, facts }) => name === 'percent' && facts.includes('0 to 100')));
  deepEqual(answers.map(({ status, content }) => [status, content?.type]), [
    ['200', 'Group'],
    ['202', 'ScheduledEdit'],
  ]);
  deepEqual(answers[0].headers.map(({ name }) => name), ['ETag']);
  ok(problems.some(({ status, type }) => status === '428' && type === 'version-required'));
});

Deno.test('says of a problem what it has besides the fields of every problem', () => {
  ok(commonProblemFields(document).some(({ name }) => name === 'detail'));
  const more = operationNamed('replaceGroup').problems.map((
    { type, more },
  ) => [type, more.map(({ name }) => name)]);
  deepEqual(Object.fromEntries(more)['stale-version'], ['present']);
  deepEqual(Object.fromEntries(more)['not-found'], []);
});

Deno.test('what only watches the service comes last', () => {
  ok(idsOf(operations).indexOf('readLive') < idsOf(operations).indexOf('readOpenApi'));
});

Deno.test('finds operations by words in any order, whatever their case, and by topic', () => {
  const found = (text: string) =>
    searchTopics(operations, text).flatMap(({ operations }) => idsOf(operations));
  deepEqual(found('KEY rotate'), ['rotateGroupKey']);
  deepEqual(found('PUT /groups/{id}'), ['replaceGroup']);
  equal(found('  ').length, operations.length);
  deepEqual(found('nothing like it'), []);
  deepEqual(searchTopics(operations, 'openapi').map(({ name }) => name), ['service']);
  ok(
    ['groups', 'live'].every((topic) => searchTopics(operations, 'live').some(({ name }) => name === topic)),
  );
});
