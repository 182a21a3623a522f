import type { Switchboard } from '../switchboard/switchboard.ts';
import { failure, type WsAnswer } from './answer.ts';
import type { Call } from './call.ts';
import type { GroupAddress } from './ws-path.ts';

/** Ends the open attempts of a session, in one group or wherever they are. Nothing to end is a success as well. */
export async function complete(
  switchboard: Pick<Switchboard, 'complete'>,
  within: GroupAddress | undefined,
  { session, outcome, remarks }: Call,
): Promise<WsAnswer> {
  if (session === undefined) return failure('bad_request', remarks.join(' '));
  const { completed, degraded } = await switchboard.complete({ session, outcome, within });
  const warning = remarks.length > 0 ? remarks.join(' ') : undefined;
  return { success: true, completed, warning, degraded: degraded || undefined };
}
