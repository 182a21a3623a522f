import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { GroupInput } from '../../../../contract/group.ts';
import type { WhatIfOutput } from '../../../../contract/what-if.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

export interface WhatIfQuestion {
  readonly id: number;
  readonly from: Date;
  readonly to: Date;
  /** What the group would have been. */
  readonly content: GroupInput;
}

export function askWhatIf(
  { id, from, to, content }: WhatIfQuestion,
  signal?: AbortSignal,
): Promise<WhatIfOutput> {
  const body = { from: from.toISOString(), to: to.toISOString(), group: content };
  return fetchJson(`/api/v1/groups/${id}/what-if`, { method: 'POST', body, signal });
}

/** Asks when it is told to. `stop`, and leaving the page, end the work on the server. */
export function useAskWhatIf() {
  const asking = useRef<AbortController>(undefined);
  const mutation = useMutation({
    mutationFn(question: WhatIfQuestion) {
      asking.current?.abort();
      asking.current = new AbortController();
      return askWhatIf(question, asking.current.signal);
    },
  });
  const stop = () => {
    asking.current?.abort();
    mutation.reset();
  };
  useEffect(() => () => asking.current?.abort(), []);
  return { ...mutation, stop };
}
