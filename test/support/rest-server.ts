import type { Role } from '../../src/contract/roles.ts';
import type { Directory } from '../../src/directory/directory.ts';
import { openDirectory } from '../../src/directory/open-directory.ts';
import { openSqlite } from '../../src/directory/sqlite/open-sqlite.ts';
import { silentLog } from '../../src/log.ts';
import { createManager } from '../../src/manager/manager.ts';
import type { Authenticator } from '../../src/manager/principal.ts';
import { openEmbeddedSwitchboard } from '../../src/switchboard/embedded/embedded-switchboard.ts';
import type { Switchboard } from '../../src/switchboard/switchboard.ts';

/** The REST API on a real directory and a real switchboard, without a socket. */
export interface RestServer extends AsyncDisposable {
  readonly directory: Directory;
  readonly switchboard: Switchboard;
  fetch(request: Request): Promise<Response>;
}

/** API keys that the server of a test lets in: `viewer-key`, `editor-key`, … all of account 1. */
const keys: Authenticator = {
  authenticate(request) {
    const [, name, role] = /^Bearer ((\w+)-key)$/.exec(request.headers.get('authorization') ?? '') ?? [];
    if (!role) return Promise.resolve(undefined);
    return Promise.resolve({ accountId: 1, role: role as Role, actor: { kind: 'key', id: name, name } });
  },
};

export async function openRestServer(): Promise<RestServer> {
  const dataDir = await Deno.makeTempDir();
  const directory = await openDirectory({ db: openSqlite(':memory:'), engine: 'sqlite', log: silentLog });
  const switchboard = openEmbeddedSwitchboard({ dataDir, groups: [], log: silentLog });
  directory.onChange((change) => {
    if (change.kind === 'configured') switchboard.configure(change.group);
    else switchboard.remove(change.groupId);
  });
  const base = 'http://routes.test';
  const manager = createManager({
    directory,
    switchboard,
    authenticator: keys,
    publicUrl: base,
    wsPublicUrl: base,
    log: silentLog,
  });
  return {
    directory,
    switchboard,
    fetch: async (request) => await manager.app.fetch(request),
    async [Symbol.asyncDispose]() {
      manager.endStreams();
      await switchboard.close();
      await directory.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}
