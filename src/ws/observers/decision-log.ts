import type { Log, LogFields } from '../../log.ts';
import type { WsAnswer } from '../answer.ts';
import type { Call } from '../call.ts';
import type { WsObserver } from '../observer.ts';
import { groupOf, type Target } from '../ws-path.ts';
import type { GroupAddresses } from './group-addresses.ts';

/** Notes every answer of the data plane, a line each, for whoever has to find out what happened to a call. */
export class DecisionLog implements WsObserver {
  readonly #log: Log;
  readonly #groups: GroupAddresses;

  constructor(log: Log, groups: GroupAddresses) {
    this.#log = log;
    this.#groups = groups;
  }

  answered(answer: WsAnswer, tookMs: number, target: Target, call: Call | undefined) {
    const address = groupOf(target);
    this.#log.debug(messageOf(answer), {
      account: address?.accountId,
      group: address && this.#groups.idOf(address),
      session: call?.session,
      ...whatCameOf(answer),
      outcome: call?.outcome,
      degraded: answer.degraded,
      tookMs: Math.round(tookMs * 1000) / 1000,
    });
  }
}

function messageOf(answer: WsAnswer): string {
  if (!answer.success) return 'A request was refused.';
  return 'destination' in answer ? 'A call was placed.' : 'A session was completed.';
}

function whatCameOf(answer: WsAnswer): LogFields {
  if (!answer.success) return { error: answer.error };
  if (!('destination' in answer)) return { completed: answer.completed };
  const { attempt, destination, lastResort } = answer;
  return { attempt, destination, lastResort };
}
