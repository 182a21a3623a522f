import { deepEqual, equal } from 'node:assert/strict';
import { parsePastedRows } from '../../../../../src/web/features/groups/form/pasted-rows.ts';

Deno.test('pasted lines become rows', () => {
  deepEqual(parsePastedRows('Boston, tel:+16177123000, 60\nDenver, sip:1234@10.0.1.2, 40\n'), [
    { name: 'Boston', uri: 'tel:+16177123000', percent: '60' },
    { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: '40' },
  ]);
});

Deno.test('cells copied from a spreadsheet become rows, empty ones included', () => {
  deepEqual(parsePastedRows('Boston\ttel:+16177123000\t33,33 %\r\nDenver\t\t66,67\r\n'), [
    { name: 'Boston', uri: 'tel:+16177123000', percent: '33,33' },
    { name: 'Denver', uri: '', percent: '66,67' },
  ]);
});

Deno.test('a percent keeps its decimal comma among commas', () => {
  deepEqual(parsePastedRows('Boston,tel:+16177123000,33,33'), [
    { name: 'Boston', uri: 'tel:+16177123000', percent: '33,33' },
  ]);
});

Deno.test('quotes keep a comma in a name', () => {
  deepEqual(parsePastedRows('"Boston, ""old"" desk",sip:a@b.example,100'), [
    { name: 'Boston, "old" desk', uri: 'sip:a@b.example', percent: '100' },
  ]);
});

Deno.test("parameters of a destination stay with it, as ';' separates nothing", () => {
  deepEqual(parsePastedRows('Desk, tel:+11234567890;postd=1234, 5'), [
    { name: 'Desk', uri: 'tel:+11234567890;postd=1234', percent: '5' },
  ]);
});

Deno.test('a line of column names is left out', () => {
  deepEqual(parsePastedRows('name,destination,percent\nBoston,tel:+16177123000,100')?.length, 1);
});

Deno.test('text that is no table stays what it is', () => {
  for (const text of ['', 'Boston', 'tel:+16177123000', 'one line\nand another']) {
    equal(parsePastedRows(text), undefined);
  }
});
