import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { Link, useLocation } from 'wouter';
import type { GroupOutput } from '../../../../contract/group.ts';
import { isProblemOf, ProblemError } from '../../../lib/fetch-json.ts';
import { Message } from '../../../ui/message.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { useSaveGroup } from '../api/save-group.ts';
import { checkDraft, type Remarks, remarksOfPointers } from './check-draft.ts';
import { Conflict } from './conflict.tsx';
import { DestinationRows } from './destination-rows.tsx';
import { type Draft, draftOfGroup } from './draft.ts';
import { MoreOptions } from './more-options.tsx';
import { PercentPreview } from './percent-preview.tsx';
import { useDraft } from './use-draft.ts';
import { useLeftFields } from './use-left-fields.ts';
import classes from './group-form.module.css';

const NO_REMARKS: Remarks = new Map();

/** Writes a route group: name, destinations, percents, and the rest under More options. */
export function GroupForm({ group }: { readonly group?: GroupOutput }) {
  const form = useDraft(group);
  const { draft, setDraft, version } = form;
  const { left, leave } = useLeftFields();
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState(NO_REMARKS);
  const [present, setPresent] = useState<GroupOutput>();
  const [chosen, setChosen] = useState<number>();
  const save = useSaveGroup();
  const notify = useNotify();
  const [, navigate] = useLocation();
  const check = useMemo(() => checkDraft(draft), [draft]);
  const faults = shownFaults(check.faults, refused, tried ? undefined : left);

  const change = (next: (draft: Draft) => Draft) => {
    setDraft(next);
    setRefused(NO_REMARKS);
  };

  const saved = (result: GroupOutput) => {
    form.settle(result);
    navigate('/', { state: { show: result.id } });
    notify({ text: `${result.name} is saved. Future calls follow it.` });
  };
  const failed = (error: Error) => {
    if (isProblemOf(error, 'stale-version')) {
      setPresent((error.problem as typeof error.problem & { present: GroupOutput }).present);
    } else if (error instanceof ProblemError && error.problem.errors) {
      setRefused(remarksOfPointers(error.problem.errors, draft));
    }
  };
  const submit = (over = version) => {
    flushSync(() => setTried(true));
    if (!check.content) return focusFirstFault();
    const edited = group && over !== undefined ? { id: group.id, version: over } : undefined;
    save.mutate({ edited, content: check.content }, { onSuccess: saved, onError: failed });
  };
  const takeTheirs = (theirs: GroupOutput) => {
    form.setVersion(theirs.version);
    setDraft(draftOfGroup(theirs));
    setPresent(undefined);
    notify({
      text: 'The form shows what was saved.',
      action: { label: 'Back to mine', run: () => setDraft(draft) },
    });
  };

  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      {form.resumed && (
        <Message
          tone='plain'
          action={<Button variant='default' size='xs' onClick={form.discard}>Discard them</Button>}
        >
          Your unsaved changes are back.
        </Message>
      )}
      {present && (
        <Conflict
          present={present}
          mine={check.content}
          saving={save.isPending}
          onSaveMine={() => submit(present.version)}
          onTakeTheirs={() => takeTheirs(present)}
        />
      )}
      <TextInput
        id='field-name'
        label='Name'
        size='md'
        className={classes.groupName}
        autoFocus={!group}
        value={draft.name}
        error={faults.get('name')}
        onBlur={() => leave('name')}
        onChange={({ currentTarget: { value } }) => change((present) => ({ ...present, name: value }))}
      />
      <DestinationRows
        draft={draft}
        change={change}
        faults={faults}
        warnings={check.warnings}
        onLeave={leave}
        onChoose={setChosen}
      />
      <PercentPreview draft={draft} saved={group} chosen={chosen} change={change} />
      <MoreOptions draft={draft} change={change} faults={faults} onLeave={leave} />
      {save.error && !present && refused.size === 0 && <Message tone='bad'>{save.error.message}</Message>}
      <div className={classes.foot}>
        <Button type='submit' size='md' loading={save.isPending}>{saveLabel(faults.size)}</Button>
        <Button component={Link} href='/' size='md' variant='default'>Cancel</Button>
      </div>
    </form>
  );
}

function saveLabel(faults: number): string {
  return faults === 0 ? 'Save' : `Save (${faults} to correct)`;
}

/** Faults are shown beside fields that were left, or beside all once saving was tried. */
function shownFaults(faults: Remarks, refused: Remarks, left: ReadonlySet<string> | undefined): Remarks {
  const own = [...faults].filter(([field]) => !left || left.has(field) || isSumOfLeft(field, left));
  return new Map([...refused, ...own]);
}

/** Percents that miss 100 are a fault of the list: it is left as soon as any percent is. */
function isSumOfLeft(field: string, left: ReadonlySet<string>): boolean {
  return field === 'destinations' && [...left].some((each) => each.endsWith('.percent'));
}

function focusFirstFault() {
  const fields = document.querySelectorAll<HTMLElement>('form [aria-invalid="true"]');
  (fields[0] ?? document.getElementById('percent-fixes')?.querySelector('button'))?.focus();
}
