import assert from 'node:assert/strict';
import { createLog } from '../../../src/log.ts';
import { createAuditTrail } from '../../../src/manager/auth/audit-trail.ts';
import { anna } from '../../support/group-content.ts';

const change = {
  accountId: 1,
  actor: anna,
  action: 'key created',
  subject: 'Nightly import',
  details: { role: 'editor' },
} as const;

Deno.test('a change that the audit log can not take note of is in the log, whole, and stays done', async () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'json', write: (line) => void lines.push(line) });
  const full = () => Promise.reject(new Error('database or disk is full'));
  await createAuditTrail(full, log, () => 0).record(change);
  assert.equal(lines.length, 1);
  const { level, reason, event } = JSON.parse(lines[0]);
  assert.equal(level, 'error');
  assert.match(reason, /disk is full/);
  assert.deepEqual(JSON.parse(event), { ...change, at: '1970-01-01T00:00:00.000Z' });
});
