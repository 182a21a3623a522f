import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';
import { createGroups } from './0001-groups.ts';
import { createAuditLog } from './0002-audit-log.ts';
import { countRevisions } from './0003-revisions.ts';
import { createScheduledEdits } from './0004-scheduled-edits.ts';
import { createWebhooks } from './0005-webhooks.ts';

/** Every step of the schema, in the order of the names. Append only: what was released never changes. */
export function migrations(engine: Engine): Record<string, Migration> {
  return {
    '0001-groups': createGroups(engine),
    '0002-audit-log': createAuditLog(engine),
    '0003-revisions': countRevisions(engine),
    '0004-scheduled-edits': createScheduledEdits(engine),
    '0005-webhooks': createWebhooks(engine),
  };
}
