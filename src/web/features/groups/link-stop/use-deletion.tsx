import type { ReactNode } from 'react';
import type { GroupOutput } from '../../../../contract/group.ts';
import { useNotify } from '../../../ui/notices.tsx';
import { useReadUse } from '../api/read-use.ts';
import { isIdle } from './describe-use.ts';
import { LinkStopDialog } from './link-stop-dialog.tsx';
import { useDeleteWithUndo } from './use-delete-with-undo.ts';

interface Deletion {
  readonly start: () => void;
  /** Whether it is being found out who depends on the group. */
  readonly isAsking: boolean;
  /** Has to be drawn. */
  readonly dialog: ReactNode;
}

/** Deletes a group: at once when no call needs it, otherwise after asking for its name. */
export function useDeletion(group: GroupOutput, onDeleted = () => {}): Deletion {
  const use = useReadUse(group.id);
  const remove = useDeleteWithUndo();
  const notify = useNotify();
  const removeNow = () => remove(group).then(onDeleted);
  const start = () => {
    if (use.isPending) return;
    use.mutate(undefined, {
      onSuccess: (found) => {
        if (isIdle(found)) removeNow().catch((error: Error) => notify({ text: error.message, bad: true }));
      },
    });
  };
  const asksFirst = use.isError || (use.isSuccess && !isIdle(use.data));
  return {
    start,
    isAsking: use.isPending,
    dialog: asksFirst && (
      <LinkStopDialog
        group={group}
        use={use.data}
        title={`Delete ${group.name}`}
        words='Its link stops at once; applications that use it fall back to their backup number.'
        confirm='Delete'
        act={removeNow}
        onClose={use.reset}
      />
    ),
  };
}
