import { join } from 'node:path';

/** The secret of this installation: made at its first start, kept in its data directory, readable by its owner alone. */
export async function installationSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret');
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const secret = crypto.getRandomValues(new Uint8Array(32)).toHex();
  await Deno.writeTextFile(file, secret, { mode: 0o600, createNew: true });
  return secret;
}
