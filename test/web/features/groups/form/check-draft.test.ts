import { deepEqual, equal, match } from 'node:assert/strict';
import { checkDraft, remarksOfPointers } from '../../../../../src/web/features/groups/form/check-draft.ts';
import {
  addRow,
  changeRow,
  type Draft,
  newDraft,
} from '../../../../../src/web/features/groups/form/draft.ts';

function filled(): Draft {
  const boston = { name: 'Boston', uri: 'tel:+16177123000', percent: '60' };
  const denver = { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: '40' };
  return changeRow(changeRow({ ...newDraft(), name: 'Support' }, 1, boston), 2, denver);
}

Deno.test('a filled form is what the service takes', () => {
  const { content, faults } = checkDraft(filled());
  equal(faults.size, 0);
  deepEqual(content?.destinations.map(({ name, percent }) => [name, percent]), [['Boston', 60], [
    'Denver',
    40,
  ]]);
  equal(content?.sessionTtlSeconds, 7200);
});

Deno.test('rows that nobody wrote in are not saved', () => {
  equal(checkDraft(addRow(filled())).content?.destinations.length, 2);
});

Deno.test('every fault is found at once, each beside its own field', () => {
  const draft = changeRow(changeRow({ ...filled(), name: ' ' }, 1, { uri: 'fax:1' }), 2, { percent: 'half' });
  const { content, faults } = checkDraft(draft);
  equal(content, undefined);
  deepEqual([...faults.keys()].sort(), ['1.uri', '2.percent', 'name']);
});

Deno.test('faults stay with their row when a blank one stands before it', () => {
  const draft = {
    ...filled(),
    destinations: [...newDraft().destinations.slice(0, 1), ...filled().destinations.slice(1)],
  };
  deepEqual([...checkDraft(changeRow(draft, 2, { uri: '' })).faults.keys()].includes('2.uri'), true);
});

Deno.test('a sum that misses 100 is said with what is missing', () => {
  match(
    checkDraft(changeRow(filled(), 2, { percent: '15' })).faults.get('destinations') ?? '',
    /25 % is missing/,
  );
});

Deno.test('doubts warn and do not stop a save', () => {
  const { content, warnings } = checkDraft(changeRow(filled(), 1, { uri: 'tel:+1617712300' }));
  equal(content?.destinations[0].uri, 'tel:+1617712300');
  match(warnings.get('1.uri') ?? '', /complete telephone number/);
});

Deno.test('rows without a destination yet raise no doubts', () => {
  const draft = changeRow(changeRow(filled(), 1, { uri: '' }), 2, { uri: '' });
  equal(checkDraft(draft).warnings.size, 0);
});

Deno.test('what the service finds is said beside the field that it points to', () => {
  const draft = {
    ...filled(),
    destinations: [{ ...newDraft().destinations[0], key: 9 }, ...filled().destinations],
  };
  const remarks = remarksOfPointers([{ pointer: '/destinations/1/uri', detail: 'No.' }], draft);
  deepEqual([...remarks], [['2.uri', 'No.']]);
});

Deno.test('a field with two faults says the first, so that people correct one thing at a time', () => {
  const { faults } = checkDraft({ ...filled(), name: 'a\u0007'.repeat(60) });
  equal(faults.get('name'), 'A name has at most 100 characters.');
});
