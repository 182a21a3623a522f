import { Button } from '@mantine/core';
import { CopyButton } from '../../../ui/copy-button.tsx';
import people from '../people.module.css';
import classes from './two-factor.module.css';

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** The recovery codes, on the one occasion that they are shown. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const text = codes.join('\n');
  return (
    <>
      <p>
        Keep these recovery codes somewhere safe. Each lets you in once when your authenticator is lost. They
        are shown this one time.
      </p>
      <ul className={classes.codes} aria-label='Recovery codes'>
        {codes.map((code) => <li key={code}>{code}</li>)}
      </ul>
      <div className={people.buttons}>
        <CopyButton text={text} label='Copy' />
        <Button
          component='a'
          variant='default'
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
          download='plum-routes-recovery-codes.txt'
        >
          Download
        </Button>
        <Button onClick={onDone}>I have kept them</Button>
      </div>
    </>
  );
}
