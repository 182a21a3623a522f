import type { DestinationOutput, GroupOutput } from '../../../../contract/group.ts';
import type { DestinationState } from '../../../../routing/route-group.ts';
import { useNotify } from '../../../ui/notices.tsx';
import { useSetDestinationState } from '../api/set-destination-state.ts';
import { stateWords } from './state-words.ts';

/** Puts a destination into a state at once, says what that means for calls, and offers to undo it. */
export function useStateWithUndo(group: GroupOutput) {
  const notify = useNotify();
  const { mutateAsync: save, isPending } = useSetDestinationState();
  const fail = (error: Error) => notify({ text: error.message, bad: true });
  const put = (destination: DestinationOutput, state: DestinationState, active: number) => {
    const { id: destinationId, name, state: before } = destination;
    const undo = (saved: GroupOutput) => save({ group: saved, destinationId, state: before }).catch(fail);
    save({ group, destinationId, state }).then((saved) =>
      notify({
        text: stateWords(saved, name, state, active),
        action: { label: 'Undo', run: () => void undo(saved) },
      }), fail);
  };
  return { put, isPending };
}
