import { leakList, type LeakOutput } from '../../contract/leak.ts';
import { findLeak, isSuspect } from '../../contract/leak-rules.ts';
import type { Directory } from '../../directory/directory.ts';
import type { History } from '../../history/history.ts';
import { remembered } from '../../history/leaks/remembered.ts';
import { type Operation, operation } from '../http/operation.ts';

export interface LeakOperationsOptions {
  readonly directory: Directory;
  readonly history: History;
}

/** So many groups get a closer look: those with the most sessions. Nobody mends more of them in a day. */
const MOST_LOOKED_AT = 50;

/** Every list asks when it is opened; who has just set another expiry sees that soon. */
const FRESH = { freshMs: 60_000 };

/** Which applications don't complete their sessions, and why that may be. */
export function leakOperations({ directory, history }: LeakOperationsOptions): Operation[] {
  const byAccount = new Map<number, () => Promise<LeakOutput[]>>();
  const leaksOf = (accountId: number) => {
    const known = byAccount.get(accountId);
    if (known) return known();
    const ask = remembered(() => findLeaks(accountId, { directory, history }), FRESH, Date.now);
    byAccount.set(accountId, ask);
    return ask();
  };
  return [
    operation({
      method: 'get',
      path: '/api/v1/leaks',
      name: 'listLeaks',
      summary: 'Route groups whose sessions are not completed, or too early, with the likely cause.',
      needs: 'viewer',
      answers: { 200: { description: 'What was found, some minutes old.', schema: leakList } },
      handle: async ({ principal }) => Response.json({ leaks: await leaksOf(principal.accountId) }),
    }),
  ];
}

async function findLeaks(
  accountId: number,
  { directory, history: { losses } }: LeakOperationsOptions,
): Promise<LeakOutput[]> {
  const [records, endings] = [await directory.list(accountId), await losses.endings()];
  const suspects = records.flatMap(({ group }) => {
    const day = endings.get(group.id);
    if (day === undefined) return [];
    const { holdSeconds, sessionTtlSeconds } = group;
    const signs = { day, holdSeconds, sessionTtlSeconds };
    return isSuspect(signs) ? [{ group, signs }] : [];
  });
  suspects.sort((one, other) => sizeOf(other.signs.day) - sizeOf(one.signs.day));
  const leaks: LeakOutput[] = [];
  for (const { group, signs } of suspects.slice(0, MOST_LOOKED_AT)) {
    const { id: groupId, name, sessionTtlSeconds } = group;
    const leak = findLeak(signs, await losses.details({ accountId, groupId, sessionTtlSeconds }));
    if (leak) leaks.push({ group: { id: groupId, name }, ...leak });
  }
  return leaks.sort((one, other) => other.lost - one.lost);
}

/** How many sessions are concerned. */
function sizeOf({ reasons: { completed = 0, expired = 0, released = 0 } }: {
  readonly reasons: Readonly<Record<string, number | undefined>>;
}): number {
  return completed + expired + released;
}
