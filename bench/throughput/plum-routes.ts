import { groupInput } from '../../src/contract/group.ts';
import type { RoutesClient } from '../../src/cli/client.ts';
import { startServer } from '../support/server.ts';
import type { Contender, Entrant } from './contender.ts';

/** Ours, with every default: an answer is durable before it is given. */
export const plumRoutes: Entrant = { name: 'Plum Routes', needs: [], start: startPlumRoutes };

/** Four destinations. */
export const GROUP = groupInput.parse({
  name: 'Benchmark',
  destinations: [40, 30, 20, 10].map((percent, index) => ({
    name: 'ABCD'[index],
    uri: `sip:${'abcd'[index]}@10.0.0.1`,
    percent,
  })),
});

async function startPlumRoutes(folder: string): Promise<Contender> {
  const server = await startServer(folder);
  const group = await server.client.create(GROUP);
  return {
    name: plumRoutes.name,
    routeUrl: `${server.url}${new URL(group.url).pathname}`,
    completePath: '/ws/complete',
    pids: [server.process.pid],
    placed: () => placedIn(server.client, group.id),
    stop: server.stop,
  };
}

async function placedIn(client: RoutesClient, groupId: number): Promise<number | undefined> {
  const { groups } = await client.live();
  return groups.find(({ id }) => id === groupId)?.placed;
}
