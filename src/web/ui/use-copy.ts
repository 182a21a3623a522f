import { useTimeout } from '@mantine/hooks';
import { useState } from 'react';
import { copyText } from '../lib/copy-text.ts';

const SAID_MS = 2_000;

/** Copies, and says for two seconds whether that worked. */
export function useCopy(text: string) {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  const { start } = useTimeout(() => setOutcome(undefined), SAID_MS);
  const copy = async () => {
    setOutcome(await copyText(text) ? 'copied' : 'failed');
    start();
  };
  return { copy, outcome };
}

/** What a copying control says of itself. */
export function copyLabel(outcome: 'copied' | 'failed' | undefined, label: string): string {
  if (outcome === 'copied') return 'Copied';
  return outcome === 'failed' ? 'The browser did not let us copy' : label;
}
