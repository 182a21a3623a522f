import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { mayAct, type Role, role } from '../../../../contract/roles.ts';

interface RoleSelectProps extends Omit<NativeSelectProps, 'data'> {
  /** The role of who chooses: nobody gives a higher one. */
  readonly own: Role;
}

/** Chooses a role, of those that one may give. */
export function RoleSelect({ own, ...rest }: RoleSelectProps) {
  return <NativeSelect data={role.options.filter((each) => mayAct(own, each))} {...rest} />;
}
