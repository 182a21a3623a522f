import { Client } from 'pg';

export interface Patience {
  /** How long connecting may take. */
  readonly connectMs: number;
  /** How long a statement may take, and how long the server keeps locks of a node that has fallen silent. */
  readonly statementMs: number;
}

/** A connection that sends statements in pipelines and never waits for ever; not yet connected. */
export function openClient(url: string, { connectMs, statementMs }: Patience): Client {
  const client = new Client({
    connectionString: url,
    application_name: 'plum-routes',
    pipeline: true,
    keepAlive: true,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: statementMs,
    idle_in_transaction_session_timeout: statementMs,
    types: { getTypeParser },
  });
  // Those who wait for an answer are told what failed.
  client.on('error', () => {});
  return client;
}

/** Ends a connection at once: whatever is under way on it fails. */
export function breakOff(client: Client) {
  // deno-lint-ignore no-explicit-any -- `pg` has no public way to end a connection that hangs
  (client as any).connection.stream.destroy();
}

/** How long the server may take to see a connection off. */
const FAREWELL_MS = 1000;

/** Ends a connection in good order, or at once when that takes too long. */
export async function sayGoodbye(client: Client): Promise<void> {
  const late = setTimeout(() => breakOff(client), FAREWELL_MS);
  await client.end();
  clearTimeout(late);
}

/** `int8`, `int4` and `bool` in `pg_type`. */
const INTEGERS = new Set([20, 23]);
const BOOLEAN = 16;

/** Ids and times are whole numbers below 2⁵³. */
// deno-lint-ignore no-explicit-any -- as `pg` declares it
function getTypeParser(oid: number): any {
  if (INTEGERS.has(oid)) return Number;
  return oid === BOOLEAN ? (text: string) => text === 't' : (text: string) => text;
}
