import { Icon, type IconName } from './icon.tsx';
import classes from './chip.module.css';

const ICONS = { waiting: 'clock', bad: 'warning', off: 'pause' } as const satisfies Record<string, IconName>;

interface ChipProps {
  /** `waiting` is over by itself, `bad` is not as it should be, `off` is as somebody wants it. */
  readonly tone: keyof typeof ICONS;
  readonly words: string;
  /** Cuts long words off instead of breaking the line. */
  readonly oneLine?: boolean;
}

/** A state in few words. As high as a line of text, so that nothing moves when it comes or goes. */
export function Chip({ tone, words, oneLine = false }: ChipProps) {
  return (
    <span className={classes.chip} data-tone={tone} data-one-line={oneLine || undefined} title={words}>
      <Icon name={ICONS[tone]} size={14} />
      <span className={classes.words}>{words}</span>
    </span>
  );
}
