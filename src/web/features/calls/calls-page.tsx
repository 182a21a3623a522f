import { Skeleton } from '@mantine/core';
import { useSearchParams } from 'wouter';
import type { CallTimeline } from '../../../contract/call.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Message } from '../../ui/message.tsx';
import { Page } from '../../ui/page.tsx';
import { useCall } from './api/find-call.ts';
import { SessionSearch } from './session-search.tsx';
import { Timeline } from './timeline.tsx';
import classes from './calls-page.module.css';

/** A call, looked up by its session, with the reasons for all that became of it. */
export function CallsPage() {
  const [search] = useSearchParams();
  const session = search.get('session') ?? '';
  return (
    <Page title='Calls'>
      <SessionSearch key={session} session={session} />
      {session === '' ? <WhatToSearch /> : <Found key={session} session={session} />}
    </Page>
  );
}

function WhatToSearch() {
  return (
    <p className={classes.words}>
      Enter the id that your voice platform gave the call, such as VoiceXML’s{' '}
      <code>session.sessionid</code>, and see where each of its attempts went, and why. A group’s page lists
      its recent calls.
    </p>
  );
}

function Found({ session }: { readonly session: string }) {
  const { data, error, refetch } = useCall(session);
  return (
    <Loaded data={data} error={error} onRetry={refetch} waiting={<Waiting />}>
      {(call) => call.steps.length === 0 ? <NotFound call={call} /> : <Timeline call={call} />}
    </Loaded>
  );
}

function Waiting() {
  return (
    <div role='status' aria-label='Looking for the call'>
      <Skeleton height={150} mb='md' />
      <Skeleton height={150} />
    </div>
  );
}

function NotFound({ call: { session, keptDays } }: { readonly call: CallTimeline }) {
  return (
    <Message tone='plain'>
      No call has the session <strong className={classes.session}>{session}</strong>. Calls are kept for{' '}
      {keptDays === 1 ? 'a day' : `${keptDays} days`}{' '}
      after they end. An id is found by the whole of it, capitals included.
    </Message>
  );
}
