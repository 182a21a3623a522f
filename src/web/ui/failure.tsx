import { Button } from '@mantine/core';
import { Message } from './message.tsx';

interface FailureProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/** Why something can't be shown, and trying again. */
export function Failure({ error, onRetry }: FailureProps) {
  return (
    <Message tone='bad' action={<Button variant='default' onClick={onRetry}>Try again</Button>}>
      {error.message}
    </Message>
  );
}
