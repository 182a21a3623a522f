import type { AuditEvent } from '../../contract/auth.ts';
import type { Log } from '../../log.ts';

/** Takes note of a change that was made. */
export interface AuditTrail {
  /** Never throws: whoever made the change must not be told that it failed. */
  record(event: Omit<AuditEvent, 'at'>): Promise<void>;
}

/**
 * `write` stores an event; the change it tells of is committed before it is called. What can't be stored is in the
 * log, whole.
 */
export function createAuditTrail(
  write: (event: AuditEvent) => void | Promise<void>,
  log: Log,
  now: () => number,
): AuditTrail {
  return {
    async record(noted) {
      const event = { at: new Date(now()), ...noted };
      try {
        await write(event);
      } catch (error) {
        log.error('A change was made, but the audit log could not take note of it: keep this line.', {
          reason: String(error),
          event: JSON.stringify(event),
        });
      }
    },
  };
}
