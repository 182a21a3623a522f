import type { Role } from '../../../contract/roles.ts';

/** What each role may, in the words of an invitation: "as editor: you …". */
export const roleWords: Readonly<Record<Role, string>> = {
  owner: 'you may do everything, and appoint other owners',
  admin: 'you manage route groups, members and API keys',
  editor: 'you add, change and delete route groups',
  viewer: 'you look at everything and change nothing',
};
