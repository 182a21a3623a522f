import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import type { GroupOutput } from '../../../../contract/group.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Message } from '../../../ui/message.tsx';
import type { GroupUse } from '../api/read-use.ts';
import { describeUse, isIdle } from './describe-use.ts';
import { sameName } from './same-name.ts';
import classes from './link-stop-dialog.module.css';

interface LinkStopDialogProps {
  readonly group: GroupOutput;
  /** Undefined when it could not be learned. */
  readonly use: GroupUse | undefined;
  readonly title: string;
  /** What happens to calls. */
  readonly words: string;
  /** On the button that does it. */
  readonly confirm: string;
  readonly act: () => Promise<unknown>;
  /** When it is done as well as when it is not wanted. */
  readonly onClose: () => void;
}

/** Before a group's link stops: who depends on it. Unless nobody does, the group's name has to be typed. */
export function LinkStopDialog({ group, use, title, words, confirm, act, onClose }: LinkStopDialogProps) {
  const { mutate, isPending, error } = useMutation({ mutationFn: act, onSuccess: onClose });
  const { field, isRight } = useTypedName(group.name);
  const asksName = !use || !isIdle(use);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending && (!asksName || isRight())) mutate();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <p>{describeUse(use)}</p>
        <p>{words}</p>
        {error && <Message tone='bad'>{error.message}</Message>}
        {asksName && <TextInput label={`Type its name, ${group.name}`} autoComplete='off' {...field} />}
        <div className={classes.choices}>
          <Button type='submit' loading={isPending}>{confirm}</Button>
          <Button variant='default' onClick={onClose}>Keep</Button>
        </div>
      </form>
    </Dialog>
  );
}

function useTypedName(name: string) {
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const ref = useRef<HTMLInputElement>(null);
  const isRight = () => {
    if (sameName(typed, name)) return true;
    setFault(`This is not the name. It is ${name}.`);
    ref.current?.focus();
    return false;
  };
  const onChange = ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }) => {
    setTyped(value);
    setFault(undefined);
  };
  return { field: { ref, value: typed, error: fault, onChange }, isRight };
}
