import { z } from 'zod';

/** What a member or an API key may do in an account; each role may all that the next may. */
export const role = z.enum(['owner', 'admin', 'editor', 'viewer']);
export type Role = z.output<typeof role>;

/** Whether somebody with the role `has` may do what needs the role `needs`. */
export function mayAct(has: Role, needs: Role): boolean {
  return role.options.indexOf(has) <= role.options.indexOf(needs);
}
