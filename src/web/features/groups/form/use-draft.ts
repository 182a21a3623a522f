import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { GroupOutput } from '../../../../contract/group.ts';
import { useNotify } from '../../../ui/notices.tsx';
import { type Draft, draftOfGroup, newDraft } from './draft.ts';
import { keptDrafts } from './kept-drafts.ts';

/**
 * The draft of a form. Unsaved work is never lost: it is kept while it is written, comes back with the form, and
 * leaving the form says so.
 */
export function useDraft(group: GroupOutput | undefined) {
  const [kept] = useState(() => keptDrafts(group?.id));
  const [begun] = useState(() => kept.read());
  const [initial, setInitial] = useState(() => group ? draftOfGroup(group) : newDraft());
  const [draft, setDraft] = useState(begun?.draft ?? initial);
  const [version, setVersion] = useState(begun ? begun.version : group?.version);
  const dirty = !isSame(draft, initial);

  useEffect(() => {
    if (dirty) kept.keep({ draft, version });
    else kept.forget();
  }, [kept, draft, version, dirty]);
  const left = useLeaveNotice(group);
  left.current = dirty;

  return {
    draft,
    setDraft,
    /** The version that the draft is about to replace. */
    version,
    setVersion,
    dirty,
    /** Whether the form was opened with work from before. */
    resumed: begun !== undefined && dirty,
    discard: () => setDraft(initial),
    /** What was saved is no longer anybody's unsaved work. */
    settle: (saved: GroupOutput) => {
      left.current = false;
      kept.forget();
      setInitial(draftOfGroup(saved));
      setDraft(draftOfGroup(saved));
    },
  };
}

/** The draft of a form, and what can be done with it. */
export type DraftForm = ReturnType<typeof useDraft>;

/** Says on leaving a form with unsaved work that it is kept, and leads back to it. */
function useLeaveNotice(group: GroupOutput | undefined) {
  const notify = useNotify();
  const [, navigate] = useLocation();
  const unsaved = useRef(false);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => unsaved.current && event.preventDefault();
    globalThis.addEventListener('beforeunload', warn);
    return () => globalThis.removeEventListener('beforeunload', warn);
  }, []);
  useEffect(() => () => {
    if (!unsaved.current) return;
    const path = group ? `/groups/${group.id}/edit` : '/groups/new';
    notify({
      text: `Your changes to ${group?.name ?? 'the new group'} are kept here, not saved.`,
      action: { label: 'Go on editing', run: () => navigate(path) },
    });
  }, []);
  return unsaved;
}

function isSame(a: Draft, b: Draft): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
