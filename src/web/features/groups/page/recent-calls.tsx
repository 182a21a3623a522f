import { Button, Skeleton } from '@mantine/core';
import { Link } from 'wouter';
import type { CallStepOutput } from '../../../../contract/call.ts';
import { describeStep } from '../../../../contract/describe-step.ts';
import { callAddress } from '../../../lib/call-address.ts';
import { formatExactTime } from '../../../lib/format-time.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { useRecentCalls } from '../api/list-calls.ts';
import classes from './recent-calls.module.css';

/** What the group did with its calls lately, each leading to its reasons. */
export function RecentCalls({ groupId }: { readonly groupId: number }) {
  const { data: steps, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRecentCalls(
    groupId,
  );
  return (
    <section className={classes.recent} aria-label='Recent calls'>
      <h2 className={classes.heading}>Recent calls</h2>
      <Loaded data={steps} error={error} onRetry={refetch} waiting={<Skeleton height={120} />}>
        {(steps) =>
          steps.length === 0 ? <NoCalls groupId={groupId} /> : (
            <ul className={classes.calls}>
              {steps.map((step) => <Call key={step.id} step={step} />)}
            </ul>
          )}
      </Loaded>
      {hasNextPage && (
        <Button
          variant='default'
          size='xs'
          loading={isFetchingNextPage}
          onClick={() => fetchNextPage()}
        >
          Show earlier
        </Button>
      )}
    </section>
  );
}

function NoCalls({ groupId }: { readonly groupId: number }) {
  return (
    <p className={classes.none}>
      No calls yet. <Link href={`/groups/${groupId}/use`}>Try a test call.</Link>
    </p>
  );
}

function Call({ step }: { readonly step: CallStepOutput }) {
  const { at, session, because } = step;
  return (
    <li className={classes.call} data-state={step.kind === 'refusal' ? 'refused' : undefined}>
      <time className={classes.time} dateTime={at}>{formatExactTime(at)}</time>
      <span className={classes.session}>
        {session === null ? 'without a session' : <Link href={callAddress(session)}>{session}</Link>}
      </span>
      <span className={classes.what} title={because}>
        {step.kind === 'attempt' && <strong className={classes.destination}>{step.destination.name}</strong>}
        {' '}
        <span className={classes.end}>{describeStep(step)}</span>
      </span>
    </li>
  );
}
