import { ActionIcon, Tooltip } from '@mantine/core';
import type { MouseEvent } from 'react';
import { Icon } from './icon.tsx';
import { copyLabel, useCopy } from './use-copy.ts';

interface LinkIconProps {
  readonly url: string;
  readonly label: string;
}

/**
 * A real link, so that the browser's own menu copies it. A plain click copies as well: following it would ask for a
 * destination, and place a call that nobody makes.
 */
export function LinkIcon({ url, label }: LinkIconProps) {
  const { copy, outcome } = useCopy(url);
  const click = (event: MouseEvent) => {
    event.preventDefault();
    void copy();
  };
  return (
    <Tooltip label={copyLabel(outcome, label)} openDelay={350}>
      <ActionIcon
        component='a'
        href={url}
        variant='subtle'
        color='gray'
        size='lg'
        aria-label={label}
        onClick={click}
      >
        <Icon name={outcome === 'copied' ? 'check' : 'link'} />
      </ActionIcon>
    </Tooltip>
  );
}
