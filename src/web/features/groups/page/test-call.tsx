import { Button } from '@mantine/core';
import type { GroupOutput } from '../../../../contract/group.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Message } from '../../../ui/message.tsx';
import { type TestCall as Answer, useTestCall } from '../api/test-call.ts';
import classes from './use-it.module.css';

/** Places a real call to see what an application would be told. */
export function TestCall({ group }: { readonly group: GroupOutput }) {
  const { mutate, data, error, isPending } = useTestCall();
  return (
    <section>
      <h2 className={classes.heading}>Test call</h2>
      <p className={classes.words}>
        Asks the link as your application would, then completes the session. It counts as one call placed; no
        phone rings.
      </p>
      <Button
        variant='default'
        leftSection={<Icon name='phone' size={16} />}
        loading={isPending}
        onClick={() => mutate(group)}
      >
        Place a test call
      </Button>
      <div className={classes.answer} aria-live='polite'>
        {error && <Message tone='bad'>{error.message}</Message>}
        {data && !error && <AnswerShown answer={data} />}
      </div>
    </section>
  );
}

function AnswerShown({ answer: { route, completed, session } }: { readonly answer: Answer }) {
  return (
    <>
      <p className={classes.outcome}>
        {route.success
          ? (
            <>
              The call goes to <strong>{route.name}</strong>, {route.destination}.
            </>
          )
          : <>No destination: {route.message}</>}
      </p>
      <pre className={classes.code} tabIndex={0}><code>{JSON.stringify(route, undefined, 2)}</code></pre>
      <p className={classes.words}>
        Session {session}
        {completed !== undefined && (completed > 0 ? ', completed.' : ', not completed: it ends by expiry.')}
      </p>
    </>
  );
}
