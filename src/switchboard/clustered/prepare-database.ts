import { openClient, sayGoodbye } from './cluster-client.ts';
import { migrateSwitchboard } from './schema.ts';

/** How long a migration may take: it may have to wait for another node's. */
const MIGRATION_PATIENCE_MS = 600_000;

/** Brings the switchboard's tables to this release's schema. Answers the number of a block of attempt ids for this node. */
export async function prepareDatabase(url: string, connectMs: number): Promise<number> {
  const client = openClient(url, { connectMs, statementMs: MIGRATION_PATIENCE_MS });
  await client.connect();
  try {
    await migrateSwitchboard(client);
    const { rows: [{ block }] } = await client.query(`SELECT nextval('attempt_block') AS block`);
    return block;
  } finally {
    await sayGoodbye(client);
  }
}
