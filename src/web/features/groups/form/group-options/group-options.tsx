import { CallOptions } from './call-options.tsx';
import { CapOptions } from './cap-options.tsx';
import { FailureOptions } from './failure-options.tsx';
import type { OptionsProps } from './options-props.ts';
import classes from '../options.module.css';

/** Everything that a group may be told besides its name and destinations. */
export function GroupOptions(props: OptionsProps) {
  return (
    <div className={classes.options}>
      <CallOptions {...props} />
      <FailureOptions {...props} />
      <CapOptions {...props} />
    </div>
  );
}
