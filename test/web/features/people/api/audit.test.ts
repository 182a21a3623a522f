import { deepEqual, equal } from 'node:assert/strict';
import { auditFilter } from '../../../../../src/contract/audit.ts';
import { auditExportUrl, auditSearch } from '../../../../../src/web/features/people/api/audit.ts';

const EVERYTHING = { who: '', action: '', subject: '', from: '', to: '' };

Deno.test('wishes that are not expressed are not sent', () => {
  equal(String(auditSearch({ ...EVERYTHING, who: '  ' })), '');
  equal(auditExportUrl({ ...EVERYTHING, subject: 'a&b' }), '/api/v1/account/audit.csv?subject=a%26b');
});

Deno.test('both days are included, as the reader counts days', () => {
  const wishes = { ...EVERYTHING, action: 'key created', from: '2026-03-01', to: '2026-03-31' };
  const { from, to } = auditFilter.parse(Object.fromEntries(auditSearch(wishes)));
  deepEqual(from, new Date(2026, 2, 1));
  deepEqual(to, new Date(2026, 3, 1));
});
