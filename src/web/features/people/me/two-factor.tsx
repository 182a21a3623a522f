import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MeOutput } from '../../../../contract/auth.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { Section } from '../../../ui/section.tsx';
import { meQuery } from '../api/read-me.ts';
import { sessionsQuery } from '../api/sessions.ts';
import { type Enrolment, renewRecoveryCodes, startTwoFactor, stopTwoFactor } from '../api/two-factor.ts';
import people from '../people.module.css';
import { Enrolling } from './enrolling.tsx';
import { PasswordQuestion } from './password-question.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import classes from './two-factor.module.css';

/** Turning the second factor on and off. */
export function TwoFactor({ me }: { readonly me: MeOutput }) {
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const [codes, setCodes] = useState<readonly string[]>();
  const refresh = useRefresh();
  const enrolled = () => {
    setCodes(enrolment?.backupCodes);
    setEnrolment(undefined);
    refresh();
  };
  return (
    <Section
      title='Two-factor'
      words='After your password, a code from an authenticator app is asked for. A stolen password then opens nothing.'
    >
      {codes
        ? <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} />
        : enrolment
        ? <Enrolling enrolment={enrolment} onDone={enrolled} onCancel={() => setEnrolment(undefined)} />
        : me.twoFactorEnabled
        ? <TurnedOn onCodes={setCodes} onOff={refresh} />
        : <PasswordQuestion action='Turn on' send={startTwoFactor} onDone={setEnrolment} />}
    </Section>
  );
}

interface TurnedOnProps {
  readonly onCodes: (codes: readonly string[]) => void;
  readonly onOff: () => void;
}

function TurnedOn({ onCodes, onOff }: TurnedOnProps) {
  const [wanted, setWanted] = useState<'codes' | 'off'>();
  const notify = useNotify();
  const stopped = () => {
    onOff();
    notify({ text: 'Two-factor is off. Your password alone lets you in.' });
  };
  const cancel = () => setWanted(undefined);
  return (
    <>
      <p className={classes.on}>
        <Icon name='check' /> Two-factor is on.
      </p>
      {wanted === undefined && (
        <div className={people.buttons}>
          <Button variant='default' onClick={() => setWanted('codes')}>New recovery codes</Button>
          <Button variant='default' onClick={() => setWanted('off')}>Turn off</Button>
        </div>
      )}
      {wanted === 'codes' && (
        <>
          <p>The codes that you have now stop working.</p>
          <PasswordQuestion
            action='Make new codes'
            send={renewRecoveryCodes}
            onDone={onCodes}
            onCancel={cancel}
          />
        </>
      )}
      {wanted === 'off' && (
        <PasswordQuestion action='Turn off' send={stopTwoFactor} onDone={stopped} onCancel={cancel} />
      )}
    </>
  );
}

/** Turning it on or off also gives this device a new session. */
function useRefresh() {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: meQuery.queryKey });
    void client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  };
}
