import { equal } from 'node:assert/strict';
import { sameName } from '../../../../../src/web/features/groups/link-stop/same-name.ts';

Deno.test('a name is the same when it looks the same', () => {
  equal(sameName(' Support  desk ', 'Support desk'), true);
  equal(sameName('Support desk', 'Support\u00a0 desk'), true);
  equal(sameName('Cafe\u0301', 'Caf\u00e9'), true);
});

Deno.test('another name is not the same, nor is none', () => {
  equal(sameName('support', 'Support'), false);
  equal(sameName('Support 1', 'Support'), false);
  equal(sameName('', 'Support'), false);
});
