import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { describeLeak, leakHint } from '../../../../contract/describe-leak.ts';
import type { GroupOutput } from '../../../../contract/group.ts';
import type { LeakOutput } from '../../../../contract/leak.ts';
import { SAMPLE_FALLBACK, voiceXml } from '../../../../contract/voicexml.ts';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { useLeak } from '../api/list-leaks.ts';
import classes from './leak.module.css';

/** On a group's page: that its application seems not to complete its sessions; why, and what would, when asked. */
export function LeakNote({ group }: { readonly group: GroupOutput }) {
  const leak = useLeak(group.id);
  const [open, setOpen] = useState(false);
  if (!leak || group.deletedAt) return null;
  return (
    <section className={classes.note} aria-label='Sessions that are not completed'>
      <div className={classes.head}>
        <Icon name='warning' />
        <span className={classes.finding}>{leakHint(leak)}</span>
        <Button variant='subtle' size='compact-sm' aria-expanded={open} onClick={() => setOpen(!open)}>
          Why?
        </Button>
      </div>
      {open && <Why group={group} leak={leak} />}
    </section>
  );
}

function Why({ group, leak }: { readonly group: GroupOutput; readonly leak: LeakOutput }) {
  return (
    <div className={classes.why}>
      {describeLeak(leak).map((sentence) => <p key={sentence}>{sentence}</p>)}
      <NextSteps group={group} leak={leak} />
      {leak.cause !== 'completes_early' && <Cure group={group} />}
    </div>
  );
}

/** Where on these pages something can be done. */
function NextSteps({ group, leak }: { readonly group: GroupOutput; readonly leak: LeakOutput }) {
  const mayEdit = useMayEdit();
  const editing = mayEdit && (leak.cause === 'completes_early' || leak.expiry.suggestedSeconds !== null);
  return (
    <p className={classes.steps}>
      {editing && (
        <Link href={`/groups/${group.id}/edit`}>
          {leak.cause === 'completes_early' ? 'Count calls for a fixed time' : 'Set another expiry'}
        </Link>
      )}
      <Link href={`/groups/${group.id}/open-calls`}>Look at its open calls</Link>
      <Link href={`/groups/${group.id}/use`}>Code in other flavours</Link>
    </p>
  );
}

/** The tested document: it sends the session, and completes it whoever hangs up. */
function Cure({ group: { url, completeUrl } }: { readonly group: GroupOutput }) {
  const code = voiceXml({ flavour: 'robust', routeUrl: url, completeUrl, fallback: SAMPLE_FALLBACK });
  return (
    <>
      <p>This document completes its session on every way out, with what became of the call:</p>
      <pre className={classes.code} tabIndex={0}><code>{code}</code></pre>
      <CopyButton text={code} label='Copy' />
    </>
  );
}
