import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { callAddress } from '../../lib/call-address.ts';
import classes from './calls-page.module.css';

/** Looks for a call by the id that its platform gave it. The address of the page carries what was looked for. */
export function SessionSearch({ session }: { readonly session: string }) {
  const [text, setText] = useState(session);
  const [, navigate] = useLocation();
  const search = (event: FormEvent) => {
    event.preventDefault();
    const wanted = text.trim();
    navigate(wanted === '' ? '/calls' : callAddress(wanted));
  };
  return (
    <form className={classes.search} role='search' onSubmit={search}>
      <TextInput
        className={classes.field}
        label='Session'
        placeholder='000005;000;1190752725'
        autoComplete='off'
        spellCheck={false}
        maxLength={512}
        autoFocus
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button type='submit'>Find</Button>
    </form>
  );
}
