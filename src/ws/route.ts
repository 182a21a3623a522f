import type { Switchboard } from '../switchboard/switchboard.ts';
import { failure, type WsAnswer } from './answer.ts';
import type { Call } from './call.ts';
import type { GroupAddress } from './ws-path.ts';

/** Gives a call its destination. Without a session the place is taken until it expires, and the answer says so. */
export async function route(
  switchboard: Pick<Switchboard, 'place'>,
  group: GroupAddress,
  call: Call,
): Promise<WsAnswer> {
  const { accountId, key } = group;
  const answer = await switchboard.place({ accountId, key, session: call.session });
  const degraded = answer.degraded || undefined;
  if (answer.kind === 'refused') return { ...failure(answer.reason), degraded };
  const { destination, name, attempt } = answer;
  return { success: true, destination, name, attempt, warning: warningOf(call), degraded };
}

function warningOf({ session, remarks }: Call): string | undefined {
  if (session === undefined) return [...remarks, UNKNOWN_CALL].join(' ');
  return remarks.length > 0 ? remarks.join(' ') : undefined;
}

const UNKNOWN_CALL = 'This call can be neither completed nor retried: its place is taken until it expires.';
