import { silentLog } from '../../src/log.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { openEmbeddedSwitchboard } from '../../src/switchboard/embedded/embedded-switchboard.ts';
import { createWsHandler, type WsOptions } from '../../src/ws/ws-handler.ts';
import { SESSION_NAMES } from './voice-client.ts';

/** The data plane over a real socket and a real switchboard. */
export async function openVoiceServer(groups: readonly RouteGroup[], options: Partial<WsOptions> = {}) {
  const dataDir = await Deno.makeTempDir();
  const switchboard = openEmbeddedSwitchboard({ dataDir, groups, log: silentLog });
  const handler = createWsHandler({
    switchboard,
    log: silentLog,
    globalComplete: true,
    sessionParameters: SESSION_NAMES,
    ...options,
  });
  const server = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen() {} }, handler);
  return {
    port: server.addr.port,
    switchboard,
    async close() {
      await server.shutdown();
      await switchboard.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

export type VoiceServer = Awaited<ReturnType<typeof openVoiceServer>>;
