import type { Parameter } from './parameters.ts';

/** The longest session id that is kept, in UTF-16 units. The longest seen in the field is a SIP Call-ID of 130. */
export const MAX_SESSION_LENGTH = 512;

/** Finds the session among the parameters of a request, under any of the names it may go by. */
export class SessionNames {
  readonly names: readonly string[];
  readonly #ranks: ReadonlyMap<string, number>;

  /** @param names the first that carries a value counts */
  constructor(names: readonly string[]) {
    this.names = names;
    this.#ranks = new Map(names.map((name, rank) => [name, rank]));
  }

  /** The session id exactly as it was sent, or undefined if none of the names carries one. */
  find(parameters: readonly Parameter[]): string | undefined {
    let session: string | undefined;
    let best = Infinity;
    for (const [name, value] of parameters) {
      const rank = this.#ranks.get(name);
      if (rank === undefined || rank >= best || isMissing(value)) continue;
      session = value;
      best = rank;
    }
    return session;
  }
}

/** What ECMAScript makes of a variable that has no value is no session either. */
function isMissing(value: string): boolean {
  return value === '' || value === 'undefined' || value === 'null';
}

/** Whether the switchboard can keep this id: it must come back from storage as it went in. */
export function isKeepable(session: string): boolean {
  return session.length <= MAX_SESSION_LENGTH && !session.includes('\0') && session.isWellFormed();
}
