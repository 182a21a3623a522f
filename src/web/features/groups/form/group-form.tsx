import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { Link } from 'wouter';
import type { GroupOutput } from '../../../../contract/group.ts';
import { Message } from '../../../ui/message.tsx';
import { ComingNote } from '../schedule/coming.tsx';
import { checkDraft, type Remarks } from './check-draft.ts';
import { Conflict } from './conflict.tsx';
import { DestinationRows } from './destination-rows.tsx';
import type { Draft } from './draft.ts';
import { MoreOptions } from './more-options.tsx';
import { PercentPreview } from './percent-preview.tsx';
import { useDraft } from './use-draft.ts';
import { useGroupSave } from './use-group-save.ts';
import { useLeftFields } from './use-left-fields.ts';
import { useScheduling } from './use-scheduling.tsx';
import { WhatIfFold } from './what-if/what-if-fold.tsx';
import classes from './group-form.module.css';

/** Writes a route group: name, destinations, percents, and the rest under More options. */
export function GroupForm({ group }: { readonly group?: GroupOutput }) {
  const form = useDraft(group);
  const { draft, setDraft } = form;
  const saving = useGroupSave(group, form);
  const scheduling = useScheduling(group, form, saving.showConflict);
  const { left, leave } = useLeftFields();
  const [tried, setTried] = useState(false);
  const [chosen, setChosen] = useState<number>();
  const check = useMemo(() => checkDraft(draft), [draft]);
  const faults = shownFaults(check.faults, saving.refused, tried ? undefined : left);

  const change = (next: (draft: Draft) => Draft) => {
    setDraft(next);
    saving.forgetRefused();
  };
  const checked = () => {
    flushSync(() => setTried(true));
    if (!check.content) focusFirstFault();
    return check.content;
  };
  const save = (over?: number) => {
    const content = checked();
    if (content) saving.save(content, over);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };

  return (
    <form className={classes.form} noValidate onSubmit={submit}>
      {form.resumed && <Resumed onDiscard={form.discard} />}
      {group?.nextChangeAt && <ComingNote group={group} />}
      {saving.present && (
        <Conflict
          present={saving.present}
          mine={check.content}
          saving={saving.isPending}
          onSaveMine={() => save(saving.present?.version)}
          onTakeTheirs={saving.showTheirs}
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
      {group && <WhatIfFold group={group} content={check.content} checked={checked} />}
      <MoreOptions draft={draft} change={change} faults={faults} warnings={check.warnings} onLeave={leave} />
      {saving.failure && <Message tone='bad'>{saving.failure.message}</Message>}
      <div className={classes.foot}>
        <Button type='submit' size='md' loading={saving.isPending}>{saveLabel(faults.size)}</Button>
        {group && (
          <Button size='md' variant='default' onClick={() => scheduling.start(checked())}>Schedule…</Button>
        )}
        <Button component={Link} href='/' size='md' variant='default'>Cancel</Button>
      </div>
      {scheduling.dialog}
    </form>
  );
}

function Resumed({ onDiscard }: { readonly onDiscard: () => void }) {
  const discard = <Button variant='default' size='xs' onClick={onDiscard}>Discard them</Button>;
  return <Message tone='plain' action={discard}>Your unsaved changes are back.</Message>;
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

/** A sum that misses 100 belongs to no field: its fixes stand below the rows. */
function focusFirstFault() {
  const field = document.querySelector<HTMLElement>('form [aria-invalid="true"]');
  (field ?? document.querySelector<HTMLElement>('#percent-fixes button'))?.focus();
}
