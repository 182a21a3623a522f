import { Button } from '@mantine/core';
import type { GroupOutput } from '../../../../contract/group.ts';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Message } from '../../../ui/message.tsx';
import { useReadUse } from '../api/read-use.ts';
import { useRotateKey } from '../api/rotate-key.ts';
import { LinkStopDialog } from '../link-stop/link-stop-dialog.tsx';
import classes from './use-it.module.css';

const CONSEQUENCES =
  'The old link stops at once: applications that use it fall back to their backup number ' +
  'until they have the new one. Calls in progress still complete.';

/** Gives the group another link, for when the present one got to where it does not belong. */
export function NewLink({ group }: { readonly group: GroupOutput }) {
  const use = useReadUse(group.id);
  const { mutateAsync: rotate, isSuccess: isNew } = useRotateKey();
  if (!useMayEdit() || group.deletedAt) return null;
  const start = () => {
    if (!use.isPending) use.mutate();
  };
  return (
    <>
      <p className={classes.words}>
        Whoever has the link can ask for destinations. If it got to where it does not belong, make a new one.
      </p>
      {isNew && (
        <Message tone='plain' action={<CopyButton text={group.url} label='Copy the new link' />}>
          The link is new, and the old one has stopped. Put the new one into every application that used it.
        </Message>
      )}
      <Button variant='default' aria-busy={use.isPending} onClick={start}>New link</Button>
      {(use.isSuccess || use.isError) && (
        <LinkStopDialog
          group={group}
          use={use.data}
          title={`New link for ${group.name}`}
          words={CONSEQUENCES}
          confirm='Make the new link'
          act={() => rotate(group.id)}
          onClose={use.reset}
        />
      )}
    </>
  );
}
