import type { Handler } from '../../src/compose.ts';

/**
 * Round robin over nodes: whoever does not take a connection is passed over. Enough for a demo on loopback; a real one
 * checks health beforehand (docs/guide/cluster.md).
 */
export function loadBalancer(nodes: readonly string[]): Handler {
  let turn = 0;
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const body = request.body && await request.arrayBuffer();
    const first = turn++;
    for (let tries = 0; tries < nodes.length; tries++) {
      const node = nodes[(first + tries) % nodes.length];
      try {
        const { method, headers } = request;
        return await fetch(node + pathname + search, { method, headers, body, redirect: 'manual' });
      } catch { /* the next one, then */ }
    }
    return new Response('No node answers.\n', { status: 502 });
  };
}
