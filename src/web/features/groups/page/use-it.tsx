import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { GroupOutput } from '../../../../contract/group.ts';
import { SAMPLE_FALLBACK } from '../../../../contract/voicexml.ts';
import { CopyButton, CopyIconButton } from '../../../ui/copy-button.tsx';
import { LinkIcon } from '../../../ui/link-icon.tsx';
import { codeFlavours } from './code-flavours.ts';
import { NewLink } from './new-link.tsx';
import { TestCall } from './test-call.tsx';
import classes from './use-it.module.css';

/** How an application uses the group: the link, code to start from, and a call to try it. */
export function UseIt({ group }: { readonly group: GroupOutput }) {
  const [name, setName] = useState(codeFlavours[0].name);
  const [fallback, setFallback] = useState(SAMPLE_FALLBACK);
  const flavour = codeFlavours.find((each) => each.name === name) ?? codeFlavours[0];
  const code = flavour.code(group, fallback);
  return (
    <div className={classes.use}>
      <section>
        <h2 className={classes.heading}>Link</h2>
        <p className={classes.link}>
          <code>{group.url}</code>
          <LinkIcon url={group.url} label='Link' />
          <CopyIconButton text={group.url} label='Copy the link' />
        </p>
        <NewLink group={group} />
      </section>
      <TestCall group={group} />
      <section>
        <h2 className={classes.heading}>Code</h2>
        <div className={classes.choices}>
          <SegmentedControl data={codeFlavours.map((each) => each.name)} value={name} onChange={setName} />
          {flavour.hasFallback && (
            <TextInput
              label='Backup number'
              value={fallback}
              onChange={(event) => setFallback(event.currentTarget.value)}
            />
          )}
        </div>
        <p className={classes.words}>{flavour.words}</p>
        <pre className={classes.code} tabIndex={0}><code>{code}</code></pre>
        <div className={classes.choices}>
          <CopyButton text={code} label='Copy' />
          <Button
            component='a'
            variant='default'
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(code)}`}
            download={flavour.file}
          >
            Download
          </Button>
        </div>
      </section>
    </div>
  );
}
