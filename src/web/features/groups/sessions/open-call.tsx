import { Link } from 'wouter';
import { formatAge } from '../../../../contract/duration.ts';
import type { OpenSessionOutput } from '../../../../contract/open-session.ts';
import { callAddress } from '../../../lib/call-address.ts';
import { formatSoon } from '../../../lib/format-time.ts';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { ConsequenceButton } from '../../../ui/consequence-button.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { useRelease } from '../api/open-sessions.ts';
import classes from './open-calls.module.css';

interface OpenCallProps {
  readonly groupId: number;
  readonly session: OpenSessionOutput;
}

/** One call in progress, as far as anybody has told. */
export function OpenCall({ groupId, session: open }: OpenCallProps) {
  const { session, destination, attempt, openedAt, ageSeconds, expiresAt, node } = open;
  const besides = [
    destination.name ?? 'a removed destination',
    ...(attempt > 1 ? [`attempt ${attempt}`] : []),
    `since ${formatSoon(openedAt)}`,
    `expires ${formatSoon(expiresAt)}`,
    ...(node === null ? [] : [`by node ${node}`]),
  ];
  return (
    <li className={classes.call}>
      <span className={classes.callAge}>{formatAge(ageSeconds)}</span>
      <div className={classes.who}>
        {session === null
          ? <span className={classes.nameless}>No session id</span>
          : <Link href={callAddress(session)} className={classes.session}>{session}</Link>}
        <div className={classes.detail}>{besides.join(' · ')}</div>
      </div>
      {useMayEdit() && <ReleaseOne groupId={groupId} open={open} />}
    </li>
  );
}

function ReleaseOne({ groupId, open }: { readonly groupId: number; readonly open: OpenSessionOutput }) {
  const release = useRelease(groupId);
  const notify = useNotify();
  const name = open.session === null ? 'a call without a session id' : `session ${open.session}`;
  const tell = (released: number) =>
    notify({ text: released > 0 ? 'Released: its place is free.' : 'It had ended by itself.' });
  return (
    <ConsequenceButton
      label='Release'
      fullLabel={`Release ${name}`}
      sentence='Its place is free at once. The call itself goes on. This can’t be undone.'
      confirm='Release it'
      pending={release.isPending}
      error={release.error}
      onConfirm={() => release.mutate({ ids: [open.id] }, { onSuccess: tell })}
    />
  );
}
