import { Button } from '@mantine/core';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { copyLabel, useCopy } from './use-copy.ts';

interface CopyProps {
  readonly text: string;
  readonly label: string;
}

/** An icon that copies. */
export function CopyIconButton({ text, label }: CopyProps) {
  const { copy, outcome } = useCopy(text);
  return (
    <IconButton
      icon={outcome === 'copied' ? 'check' : 'copy'}
      label={copyLabel(outcome, label)}
      color={outcome === 'copied' ? 'green' : 'gray'}
      onClick={copy}
    />
  );
}

/** A button with words that copies. */
export function CopyButton({ text, label }: CopyProps) {
  const { copy, outcome } = useCopy(text);
  return (
    <Button
      variant='default'
      leftSection={<Icon name={outcome === 'copied' ? 'check' : 'copy'} size={16} />}
      onClick={copy}
    >
      {copyLabel(outcome, label)}
    </Button>
  );
}
