import assert from 'node:assert/strict';
import { isWsPath, readWsPath } from '../../src/ws/ws-path.ts';

const BASE = 'http://routes.test:8080';
const GROUP = { accountId: 2, key: '24d2' };
const ROUTE = { kind: 'route', group: GROUP };

for (
  const [path, target, suffix, query] of [
    ['/ws/route/2/24d2', ROUTE, undefined, ''],
    ['/ws/route/2/24d2?session.id=a/b.xml?c', ROUTE, undefined, 'session.id=a/b.xml?c'],
    ['/ws/route/2/24d2.xml?a=1', ROUTE, 'xml', 'a=1'],
    ['/ws/route/2/24d2.json', ROUTE, 'json', ''],
    ['/ws/route/2/24d2.form', ROUTE, 'form', ''],
    ['/ws/route/2/24d2/', ROUTE, undefined, ''],
    ['/ws/complete', { kind: 'complete', within: undefined }, undefined, ''],
    ['/ws/complete/', { kind: 'complete', within: undefined }, undefined, ''],
    ['/ws/complete.xml', { kind: 'complete', within: undefined }, 'xml', ''],
    ['/ws/complete/2/24d2', { kind: 'complete', within: GROUP }, undefined, ''],
    ['/ws/complete/2/24d2.form', { kind: 'complete', within: GROUP }, 'form', ''],
    ['/ws/route/2/24d2.pdf', { kind: 'route', group: { accountId: 2, key: '24d2.pdf' } }, undefined, ''],
    ['/ws/route', { kind: 'no group' }, undefined, ''],
    ['/ws/route.xml', { kind: 'no group' }, 'xml', ''],
    ['/ws/route/2', { kind: 'no group' }, undefined, ''],
    ['/ws/route/2/', { kind: 'no group' }, undefined, ''],
    ['/ws/route/two/24d2', { kind: 'no group' }, undefined, ''],
    ['/ws/route/-2/24d2', { kind: 'no group' }, undefined, ''],
    ['/ws/route/9999999999999999/24d2', { kind: 'no group' }, undefined, ''],
    ['/ws/route/2/24d2/more', { kind: 'no group' }, undefined, ''],
    ['/ws/complete/2', { kind: 'no group' }, undefined, ''],
    ['/ws', { kind: 'nothing' }, undefined, ''],
    ['/ws/', { kind: 'nothing' }, undefined, ''],
    ['/ws//route/2/24d2', { kind: 'nothing' }, undefined, ''],
    ['/ws/elsewhere.xml?x', { kind: 'nothing' }, 'xml', 'x'],
  ] as const
) {
  Deno.test(`the path ${path} asks for ${JSON.stringify(target)}`, () => {
    const read = readWsPath(BASE + path);
    assert.deepEqual(read.target, target);
    assert.equal(read.format?.suffix, suffix);
    assert.equal(read.query, query);
    assert.equal(isWsPath(BASE + path), true);
  });
}

Deno.test('other paths are not the data plane', () => {
  for (
    const path of ['', '/', '/wsx', '/w', '/api/v1/groups', '/api/ws/route/1/k', '/?/ws/route', '/WS/route']
  ) {
    assert.equal(isWsPath(BASE + path), false, path);
  }
  assert.equal(isWsPath('http://ws/ws-shop'), false);
});
