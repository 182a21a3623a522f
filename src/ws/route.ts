import { wsErrors } from '../contract/errors.ts';
import type { PlaceAnswer, Switchboard } from '../switchboard/switchboard.ts';
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
  const { session, outcome } = call;
  const answer = await switchboard.place({ accountId, key, session, outcome });
  const degraded = answer.degraded || undefined;
  switch (answer.kind) {
    case 'placed': {
      const { destination, name, attempt, destinations } = answer;
      return { success: true, destination, name, attempt, destinations, warning: warningOf(call), degraded };
    }
    case 'last resort':
      return lastResort(answer.destination, wsErrors[answer.reason], call, degraded);
    case 'refused':
      return { ...failure(answer.reason, messageOf(answer)), degraded };
  }
}

/** No place is taken: whether the session is known makes no difference. */
function lastResort(
  destination: string,
  reason: string,
  { remarks }: Call,
  degraded: true | undefined,
): WsAnswer {
  const warning = [...remarks, reason].join(' ');
  return { success: true, destination, name: 'Last resort', lastResort: true, warning, degraded };
}

function messageOf({ reason, untilMs }: Refused): string {
  const message = wsErrors[reason];
  return untilMs === null ? message : `${message} That is over at ${new Date(untilMs).toISOString()}.`;
}

type Refused = Extract<PlaceAnswer, { kind: 'refused' }>;

function warningOf({ session, remarks }: Call): string | undefined {
  if (session === undefined) return [...remarks, UNKNOWN_CALL].join(' ');
  return remarks.length > 0 ? remarks.join(' ') : undefined;
}

const UNKNOWN_CALL = 'This call can be neither completed nor retried: its place is taken until it expires.';
