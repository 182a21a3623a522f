import type { GroupOutput } from '../../../../contract/group.ts';
import { useNotify } from '../../../ui/notices.tsx';
import { useDeleteGroup } from '../api/delete-group.ts';
import { useRestoreGroup } from '../api/restore-group.ts';

/**
 * Deletes a group, says what that means for calls, and offers to undo it; also when what asked for it has left the
 * page meanwhile, as the group's own row has. Rejects when the group could not be deleted.
 */
export function useDeleteWithUndo(): (group: GroupOutput) => Promise<void> {
  const notify = useNotify();
  const { mutateAsync: remove } = useDeleteGroup();
  const { mutateAsync: restore } = useRestoreGroup();
  const undo = (id: number) =>
    restore(id).catch((error: Error) => notify({ text: error.message, bad: true }));
  return async ({ id, name }) => {
    await remove(id);
    notify({
      text: `${name} is deleted. Calls to its link get no destination from now on.`,
      action: { label: 'Undo', run: () => void undo(id) },
    });
  };
}
