import type { ReactNode } from 'react';
import { Failure } from './failure.tsx';

interface LoadedProps<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly onRetry: () => void;
  /** The place of what is on its way. */
  readonly waiting: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/**
 * What the service was asked for, once it is there. A failure is said above what was there before: that may be out of
 * date, and still be of use.
 */
export function Loaded<Data>({ data, error, onRetry, waiting, children }: LoadedProps<Data>) {
  return (
    <>
      {error && <Failure error={error} onRetry={onRetry} />}
      {data === undefined ? !error && waiting : children(data)}
    </>
  );
}
