import type { Kysely } from 'kysely';
import type { StoredEvent } from '../../src/history/event-feed.ts';
import { KyselyEvents } from '../../src/history/events/kysely-events.ts';
import type { HistorySchema } from '../../src/history/history-schema.ts';

/** Every event that a database has, which is closed then. */
export async function everyEvent(db: Kysely<HistorySchema>): Promise<StoredEvent[]> {
  try {
    return await new KyselyEvents(db).since(0, 10_000);
  } finally {
    await db.destroy();
  }
}
