import type { AuditEvent } from '../../contract/auth.ts';

/** Takes note of a change that was made. */
export interface AuditTrail {
  record(event: Omit<AuditEvent, 'at'>): Promise<void>;
}

/** `write` stores an event; the change it tells of is committed before it is called. */
export function createAuditTrail(
  write: (event: AuditEvent) => void | Promise<void>,
  now: () => number,
): AuditTrail {
  return {
    record: async (event) => await write({ at: new Date(now()), ...event }),
  };
}
