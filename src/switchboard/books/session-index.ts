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
    const found = this.#entries.get(session);
    if (!Array.isArray(found)) return found?.accountId === accountId ? found : undefined;
    return found.find((entry) => entry.accountId === accountId);
  }

  /** The session's entries in every account. */
  all(session: string): readonly Entry[] {
    const found = this.#entries.get(session);
    if (found === undefined) return [];
    return Array.isArray(found) ? found : [found];
  }

  /** Makes this the last attempt of its session in its account. */
  set(session: string, entry: Entry) {
    const found = this.#entries.get(session);
    const others = Array.isArray(found) ? found : found ? [found] : NONE;
    const rest = others.length === 0 ? NONE : others.filter(({ accountId }) => accountId !== entry.accountId);
    this.#entries.set(session, rest.length === 0 ? entry : [...rest, entry]);
  }

  delete(session: string, entry: Entry) {
    const found = this.#entries.get(session);
    if (found === entry) this.#entries.delete(session);
    if (!Array.isArray(found)) return;
    const rest = found.filter((each) => each !== entry);
    this.#entries.set(session, rest.length === 1 ? rest[0] : rest);
  }
}

const NONE: readonly Entry[] = [];
