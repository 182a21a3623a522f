import type { Entry } from './entry.ts';

/**
 * Finds the last attempt of a session. Session ids are opaque and may repeat in different accounts, which is rare:
 * so a session maps to one entry, and to a list only when it must.
 */
export class SessionIndex {
  readonly #entries = new Map<string, Entry | Entry[]>();

  get size(): number {
    return this.#entries.size;
  }

  find(session: string, accountId: number): Entry | undefined {
    return this.all(session).find((entry) => entry.accountId === accountId);
  }

  /** The session's entries in every account. */
  all(session: string): readonly Entry[] {
    const found = this.#entries.get(session);
    if (found === undefined) return [];
    return Array.isArray(found) ? found : [found];
  }

  /** Makes this the last attempt of its session in its account. */
  set(session: string, entry: Entry) {
    const others = this.#others(session, entry.accountId);
    this.#entries.set(session, others.length === 0 ? entry : [...others, entry]);
  }

  delete(session: string, entry: Entry) {
    const rest = this.all(session).filter((each) => each !== entry);
    if (rest.length === 0) this.#entries.delete(session);
    else this.#entries.set(session, rest.length === 1 ? rest[0] : rest);
  }

  #others(session: string, accountId: number): Entry[] {
    return this.all(session).filter((entry) => entry.accountId !== accountId);
  }
}
