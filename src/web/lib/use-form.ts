import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { z } from 'zod';
import { type Faults, faultsOfError, faultsOfIssues } from './form-faults.ts';

interface FormOptions<Values, Content, Answer> {
  readonly initial: Values;
  /** The contract's rules for what is sent. */
  readonly schema: z.ZodType<Content>;
  /** What is sent, of what was typed; without it the values as they are. */
  readonly content?: (values: Values) => unknown;
  readonly send: (content: Content) => Promise<Answer>;
  readonly done: (answer: Answer) => void;
}

type Typed = { readonly currentTarget: { readonly value: string } };

/**
 * A small form. Faults stand beside their fields, and the first one is focused; what belongs to no field is the
 * `failure`, and the focus goes back to where it was when the form was sent.
 */
export function useForm<Values extends Readonly<Record<string, string>>, Content, Answer>(
  { initial, schema, content = (values) => values, send, done }: FormOptions<Values, Content, Answer>,
) {
  const [values, setValues] = useState(initial);
  const [faults, setFaults] = useState<Faults>({});
  const element = useRef<HTMLFormElement>(null);
  const sentFrom = useRef<Element>(null);
  const sending = useMutation({ mutationFn: send, onSuccess: done });
  const shown = Object.keys(faults).some((name) => name in initial);

  const show = (found: Faults) => {
    flushSync(() => setFaults(found));
    const faulty = element.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    const back = sentFrom.current instanceof HTMLElement ? sentFrom.current : undefined;
    (faulty ?? back)?.focus();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // In React's tree, a dialog's form stands within the one that asked for it.
    event.stopPropagation();
    if (sending.isPending) return;
    sentFrom.current = document.activeElement;
    const read = schema.safeParse(content(values));
    if (!read.success) return show(faultsOfIssues(read.error.issues));
    setFaults({});
    sending.mutate(read.data, { onError: (error) => show(faultsOfError(error)) });
  };
  const field = (name: keyof Values & string) => ({
    value: values[name],
    error: faults[name],
    // Mantine's password field does not say it by itself.
    'aria-invalid': faults[name] ? true : undefined,
    onChange: ({ currentTarget: { value } }: Typed) =>
      setValues((present) => ({ ...present, [name]: value })),
  });
  const clear = () => {
    setValues(initial);
    setFaults({});
    sending.reset();
  };

  return {
    /** For the `form` element. */
    form: { ref: element, onSubmit, noValidate: true },
    field,
    pending: sending.isPending,
    /** Why nothing became of it, when that is no field's fault. */
    failure: sending.error && !shown ? sending.error.message : undefined,
    clear,
  };
}
