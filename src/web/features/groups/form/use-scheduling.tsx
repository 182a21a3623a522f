import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import type { GroupInput, GroupOutput } from '../../../../contract/group.ts';
import { formatMoment } from '../../../lib/format-time.ts';
import { useNotify } from '../../../ui/notices.tsx';
import { refreshGroup } from '../api/read-group.ts';
import type { EditTimes } from '../api/schedule-group.ts';
import type { DraftForm } from './use-draft.ts';

/** Few edits are scheduled: its script comes when it is asked for. */
const ScheduleDialog = lazy(async () => ({
  default: (await import('../schedule/schedule-dialog.tsx')).ScheduleDialog,
}));

interface Scheduling {
  readonly start: (content: GroupInput | undefined) => void;
  /** Has to be drawn. */
  readonly dialog: ReactNode;
}

/** Saves what the form has later, or for a while. `onStale` hears what somebody else saved meanwhile. */
export function useScheduling(
  group: GroupOutput | undefined,
  form: DraftForm,
  onStale: (present: GroupOutput) => void,
): Scheduling {
  const [content, setContent] = useState<GroupInput>();
  const client = useQueryClient();
  const notify = useNotify();
  const [, navigate] = useLocation();
  const close = () => setContent(undefined);
  const done = (scheduled: GroupOutput, times: EditTimes) => {
    form.settle(scheduled);
    refreshGroup(client, scheduled.id);
    navigate(`/groups/${scheduled.id}`);
    notify({ text: noticeOf(scheduled, times) });
  };
  const meet = (present: GroupOutput) => {
    close();
    onStale(present);
  };
  return {
    start: setContent,
    dialog: group && content && (
      <Suspense fallback={null}>
        <ScheduleDialog
          group={group}
          version={form.version ?? group.version}
          content={content}
          onScheduled={(times) => done(group, times)}
          onStale={meet}
          onClose={close}
        />
      </Suspense>
    ),
  };
}

function noticeOf({ name }: GroupOutput, { effectiveAt, until }: EditTimes): string {
  if (effectiveAt) return `${name} changes on ${formatMoment(effectiveAt)}. Until then it stays as it is.`;
  return `${name} is saved${until ? ` until ${formatMoment(until)}` : ''}. Future calls follow it.`;
}
