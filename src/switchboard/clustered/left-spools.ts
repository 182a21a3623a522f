import { playIn, type PlayInOptions } from './play-in.ts';
import { Spool, spoolsIn } from './spool.ts';

/** Brings into the database what earlier processes of this node had no time to tell. Throws when the database fails. */
export async function playLeftSpools(folder: string, options: Omit<PlayInOptions, 'nodeId'>): Promise<void> {
  for (const nodeId of await spoolsIn(folder)) {
    const spool = await Spool.reopen(folder, nodeId);
    await playIn({ ...options, nodeId }, spool);
    await options.link.signOff(nodeId);
    await spool.remove();
  }
}
