import type { GroupOutput } from '../../../contract/group.ts';
import { useNotify } from '../../ui/notices.tsx';
import { useDeleteGroup } from './api/delete-group.ts';
import { useRestoreGroup } from './api/restore-group.ts';

/** Deletes a group at once, says what that means for calls, and offers to undo it. */
export function useDeleteWithUndo(): (group: GroupOutput) => void {
  const notify = useNotify();
  const { mutate: remove } = useDeleteGroup();
  const { mutate: restore } = useRestoreGroup();
  const failed = (error: Error) => notify({ text: error.message, bad: true });
  return ({ id, name }) =>
    remove(id, {
      onError: failed,
      onSuccess: () =>
        notify({
          text: `${name} is deleted. Calls to its link get no destination from now on.`,
          action: { label: 'Undo', run: () => restore(id, { onError: failed }) },
        }),
    });
}
