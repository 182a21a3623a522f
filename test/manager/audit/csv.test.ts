import assert from 'node:assert/strict';
import { csvRecord } from '../../../src/manager/audit/csv.ts';

Deno.test('a record has quoted fields, with quotes doubled and line breaks kept', () => {
  assert.equal(csvRecord(['a', '', 'b "c", d', 'e\r\nf']), '"a","","b ""c"", d","e\r\nf"\r\n');
});

for (
  const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1', '＋1', '－1', '＠A']
) {
  Deno.test(`a spreadsheet takes ${JSON.stringify(formula)} for text`, () => {
    assert.equal(csvRecord([formula]), `"'${formula}"\r\n`);
  });
}

Deno.test('what is no formula stays as it is', () => {
  for (const text of ['Boston', '1-2', 'sip:1234@10.0.1.2', 'a=b', "'quoted'", '60 % → 40 %']) {
    assert.equal(csvRecord([text]), `"${text}"\r\n`);
  }
});
