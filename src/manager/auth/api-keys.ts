import type { KeyOutput } from '../../contract/auth.ts';
import type { Role } from '../../contract/roles.ts';
import type { Actor } from '../../directory/directory.ts';
import type { Log } from '../../log.ts';
import type { Principal } from '../principal.ts';
import type { KeyRow } from './account-tables.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Rows } from './rows.ts';
import { hashOf, newToken } from './secret-token.ts';

export interface ApiKeysOptions {
  readonly rows: Rows;
  readonly audit: AuditTrail;
  readonly log: Log;
  readonly now: () => number;
}

export interface NewKey {
  readonly accountId: number;
  readonly name: string;
  readonly role: Role;
  readonly actor: Actor;
}

export interface CreatedKey {
  readonly key: KeyOutput;
  /** The key itself. Only its hash is kept. */
  readonly secret: string;
}

/** API keys of accounts. Each acts in one account with one role. */
export interface ApiKeys {
  /** The account must exist. */
  create(key: NewKey): Promise<CreatedKey>;
  /** By name. */
  list(accountId: number): Promise<KeyOutput[]>;
  /** Whether the account had such a key. This process refuses it at once, others within `REMEMBER_MS`. */
  revoke(accountId: number, keyId: string, actor: Actor): Promise<boolean>;
  /** Whose key it is; undefined for a string that is nobody's. */
  verify(secret: string): Promise<Principal | undefined>;
}

/**
 * For how long a key that was looked up is believed without looking again. A key that another process revokes works
 * that much longer here; a key that another process creates works at once.
 */
export const REMEMBER_MS = 5000;

/** How exactly we know when a key was last used: a write per request would cost more than the answer is worth. */
const LAST_USE_EVERY_MS = 60_000;

/** Says what a string found in a log or a repository is; secret scanners search for such prefixes. */
const PREFIX = 'plum_';
const SHOWN_CHARACTERS = 9;

export function createApiKeys({ rows, audit, log, now }: ApiKeysOptions): ApiKeys {
  const remembered = new Map<string, { readonly principal: Principal; readonly untilMs: number }>();

  async function lookUp(hash: string): Promise<Principal | undefined> {
    const key = await rows.find('apiKey', { hash });
    if (!key) return undefined;
    const principal = principalOf(key);
    forgetEnded();
    remembered.set(hash, { principal, untilMs: now() + REMEMBER_MS });
    await noteUse(key);
    return principal;
  }

  function forgetEnded() {
    for (const [hash, { untilMs }] of remembered) if (untilMs <= now()) remembered.delete(hash);
  }

  /** A key works even if its last use can't be written. */
  async function noteUse({ id, lastUsedAt }: KeyRow) {
    if (lastUsedAt && now() - lastUsedAt.getTime() < LAST_USE_EVERY_MS) return;
    try {
      await rows.change('apiKey', { id }, { lastUsedAt: new Date(now()) });
    } catch (error) {
      log.warn('The last use of an API key could not be noted.', { key: id, error: String(error) });
    }
  }

  return {
    async create(newKey) {
      const secret = PREFIX + newToken();
      const key = await rows.add('apiKey', keyRowOf(newKey, secret, now()));
      const { accountId, actor, name, role } = newKey;
      await audit.record({ accountId, actor, action: 'key created', subject: name, details: { role } });
      return { key: outputOf(key), secret };
    },

    async list(accountId) {
      return (await rows.list('apiKey', { accountId }, 'name')).map(outputOf);
    },

    async revoke(accountId, keyId, actor) {
      const key = await rows.find('apiKey', { accountId, id: keyId });
      if (!key || await rows.remove('apiKey', { id: key.id }) === 0) return false;
      remembered.delete(key.hash);
      await audit.record({ accountId, actor, action: 'key revoked', subject: key.name, details: {} });
      return true;
    },

    async verify(secret) {
      const hash = hashOf(secret);
      const known = remembered.get(hash);
      return known && known.untilMs > now() ? known.principal : await lookUp(hash);
    },
  };
}

/** What is stored of a key. */
export function keyRowOf(
  { accountId, name, role, actor }: NewKey,
  secret: string,
  nowMs: number,
): Omit<KeyRow, 'id'> {
  return {
    accountId,
    name,
    role,
    hash: hashOf(secret),
    start: secret.slice(0, SHOWN_CHARACTERS),
    createdBy: actor.name,
    createdAt: new Date(nowMs),
    lastUsedAt: null,
  };
}

function principalOf({ id, name, accountId, role }: KeyRow): Principal {
  return { accountId, role, actor: { kind: 'key', id, name } };
}

function outputOf({ id, name, role, start, createdBy, createdAt, lastUsedAt }: KeyRow): KeyOutput {
  return {
    id,
    name,
    role,
    start,
    createdBy,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
