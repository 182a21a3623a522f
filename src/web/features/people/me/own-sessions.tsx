import { Button, Skeleton } from '@mantine/core';
import type { SessionOutput } from '../../../../contract/auth.ts';
import { describeDevice } from '../../../lib/describe-device.ts';
import { formatTime } from '../../../lib/format-time.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { Section } from '../../../ui/section.tsx';
import { useEndSession, useSessions } from '../api/sessions.ts';
import people from '../people.module.css';

/** Where one is signed in, and signing out there. */
export function OwnSessions() {
  const { data, error, refetch } = useSessions();
  return (
    <Section
      title='Where you are signed in'
      words='Sign out what you do not know, then change your password.'
    >
      <Loaded data={data} error={error} onRetry={refetch} waiting={<Skeleton height={90} />}>
        {(sessions) => <Devices sessions={sessions} />}
      </Loaded>
    </Section>
  );
}

function Devices({ sessions }: { readonly sessions: readonly SessionOutput[] }) {
  const end = useEndSession();
  const notify = useNotify();
  const signOut = (id: string | undefined, said: string) =>
    end.mutate(id, {
      onSuccess: () => notify({ text: said }),
      onError: ({ message }) => notify({ text: message, bad: true }),
    });
  return (
    <>
      <ul className={people.rows}>
        {sessions.map((session) => (
          <Device
            key={session.id}
            session={session}
            onEnd={(device) => signOut(session.id, `${device} is signed out.`)}
          />
        ))}
      </ul>
      {sessions.length > 1 && (
        <div>
          <Button variant='default' onClick={() => signOut(undefined, 'Every other device is signed out.')}>
            Sign out everywhere else
          </Button>
        </div>
      )}
    </>
  );
}

interface DeviceProps {
  readonly session: SessionOutput;
  readonly onEnd: (device: string) => void;
}

function Device({ session: { current, userAgent, ipAddress, createdAt }, onEnd }: DeviceProps) {
  const device = describeDevice(userAgent);
  return (
    <li className={people.row}>
      <div className={people.who}>
        <span className={people.name}>{device}</span>
        {current && <span className={people.mark}>this device</span>}
        <div className={people.detail}>
          Since {formatTime(createdAt)}
          {ipAddress && ` · from ${ipAddress}`}
        </div>
      </div>
      {!current && (
        <Button
          variant='subtle'
          size='compact-sm'
          aria-label={`Sign out ${device}`}
          onClick={() => onEnd(device)}
        >
          Sign out
        </Button>
      )}
    </li>
  );
}
