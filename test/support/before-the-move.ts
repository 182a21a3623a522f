import { join } from 'node:path';
import { Client } from 'pg';
import { type CommandLine, commandLine, type Ran } from './command-line.ts';
import { liveIn } from './lived-in-installation.ts';
import { emptyDatabase } from './postgres.ts';

export type Row = Record<string, unknown>;

/** Each test has a copy of its folder. */
const home = await Deno.makeTempDir();
export const livedIn = await liveIn(home);
Deno.test.afterAll(() => Deno.remove(home, { recursive: true }));

/** A lived-in installation, an empty database, and the command line beside them. */
export interface BeforeTheMove extends AsyncDisposable {
  readonly dataDir: string;
  readonly url: string;
  readonly cli: CommandLine;
  move(flags?: string): Promise<Ran>;
}

export async function beforeTheMove(): Promise<BeforeTheMove> {
  const [dataDir, database] = [await Deno.makeTempDir(), await emptyDatabase()];
  for (const { name } of Deno.readDirSync(home)) Deno.copyFileSync(join(home, name), join(dataDir, name));
  const cli = commandLine();
  cli.env.DATA_DIR = dataDir;
  return {
    dataDir,
    url: database.url,
    cli,
    move: (flags = '') => cli.run(`move --to ${database.url} ${flags}`),
    async [Symbol.asyncDispose]() {
      await database.drop();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

/** Asks a database for rows. */
export async function ask(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}
