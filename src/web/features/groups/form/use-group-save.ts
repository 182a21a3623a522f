import { useState } from 'react';
import { useLocation } from 'wouter';
import type { GroupInput, GroupOutput } from '../../../../contract/group.ts';
import type { StaleVersion } from '../../../../contract/group-version.ts';
import { isProblemOf, ProblemError } from '../../../lib/fetch-json.ts';
import { useNotify } from '../../../ui/notices.tsx';
import { useSaveGroup } from '../api/save-group.ts';
import { type Remarks, remarksOfPointers } from './check-draft.ts';
import { draftOfGroup } from './draft.ts';
import type { DraftForm } from './use-draft.ts';

const NO_REMARKS: Remarks = new Map();

/** Saves what the form has, and knows what to do when the service finds a fault or somebody else was first. */
export function useGroupSave(group: GroupOutput | undefined, form: DraftForm) {
  const [refused, setRefused] = useState(NO_REMARKS);
  const [present, setPresent] = useState<GroupOutput>();
  const { mutate, isPending, error } = useSaveGroup();
  const notify = useNotify();
  const [, navigate] = useLocation();

  const onSuccess = (saved: GroupOutput) => {
    form.settle(saved);
    navigate('/', { state: { show: saved.id } });
    notify({ text: `${saved.name} is saved. Future calls follow it.` });
  };
  const onError = (fault: Error) => {
    if (isProblemOf(fault, 'stale-version')) setPresent((fault.problem as StaleVersion).present);
    else if (fault instanceof ProblemError) {
      setRefused(remarksOfPointers(fault.problem.errors ?? [], form.draft));
    }
  };
  const save = (content: GroupInput, over = form.version) => {
    const edited = group && over !== undefined ? { id: group.id, version: over } : undefined;
    mutate({ edited, content }, { onSuccess, onError });
  };
  const showTheirs = (theirs: GroupOutput) => {
    const mine = form.draft;
    form.setVersion(theirs.version);
    form.setDraft(draftOfGroup(theirs));
    setPresent(undefined);
    notify({
      text: 'The form shows what was saved.',
      action: { label: 'Back to mine', run: () => form.setDraft(mine) },
    });
  };

  return {
    save,
    isPending,
    /** What the service found, beside the fields. */
    refused,
    forgetRefused: () => setRefused(NO_REMARKS),
    /** A failure that belongs to no field. */
    failure: present || refused.size > 0 ? undefined : error,
    /** What somebody else saved meanwhile. */
    present,
    showConflict: setPresent,
    showTheirs,
  };
}
