import { compose } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import type { DemoInstallation } from './cluster.ts';

/** One embedded installation in this process, on files that go when it is closed. */
export async function startAlone(port: number, env: Record<string, string>): Promise<DemoInstallation> {
  const folder = await Deno.makeTempDir({ prefix: 'plum-routes-demo-' });
  const config = readConfig({ ...env, PORT: String(port), DATA_DIR: folder }, Deno.cwd());
  const service = await compose(config, createLog({ level: 'warn', format: 'text' }));
  return {
    handler: service.everything,
    processes: [],
    async close() {
      service.endStreams();
      await service.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
