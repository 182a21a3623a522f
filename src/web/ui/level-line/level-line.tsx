import type { CSSProperties } from 'react';
import { formatPercent } from '../../lib/percent.ts';
import { levelOf, type LevelPart, levelSentence } from './level.ts';
import classes from './level-line.module.css';

interface LevelLineProps {
  readonly parts: readonly LevelPart[];
  /** `row` is 8 px high, `large` stands alone, `board` grows with the type around it. */
  readonly size: 'row' | 'large' | 'board';
  /** Names and targets over the bar. */
  readonly labelled?: boolean;
  /** Said before the sentence that describes the bar. */
  readonly title: string;
}

/**
 * The product's one picture: destinations as wide as their targets, and over them a thin line wherever the live
 * shares divide the bar. When traffic is fair, the lines sit on the borders.
 */
export function LevelLine({ parts, size, labelled = false, title }: LevelLineProps) {
  const level = levelOf(parts);
  return (
    <div
      className={classes.level}
      data-size={size}
      role='img'
      aria-label={`${title}: ${levelSentence(parts)}`}
    >
      {labelled && <Labels parts={parts} widths={level.widths} />}
      <div className={classes.frame}>
        <div className={classes.bar}>
          {parts.map((part, index) => (
            <span
              key={part.key}
              className={classes.part}
              data-state={part.state}
              style={{ width: `${level.widths[index]}%`, '--colour': colourOf(part) } as CSSProperties}
            />
          ))}
          {level.missing > 0 && <span className={classes.missing} style={{ width: `${level.missing}%` }} />}
          {level.surplusFrom !== undefined && (
            <span className={classes.surplus} style={{ left: `${level.surplusFrom}%` }} />
          )}
        </div>
        <div className={classes.marks}>
          {level.marks.map((at, index) => (
            <span key={index} className={classes.mark} style={{ transform: `translateX(${at}%)` }} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Labels({ parts, widths }: { parts: readonly LevelPart[]; widths: readonly number[] }) {
  return (
    <div className={classes.labels}>
      {parts.map((part, index) => (
        <span
          key={part.key}
          className={classes.label}
          style={{ width: `${widths[index]}%` }}
          title={`${part.name} ${formatPercent(part.basisPoints)}`}
        >
          <span className={classes.name}>{part.name}</span>
          <span className={classes.percent}>{formatPercent(part.basisPoints)}</span>
          {part.state && part.state !== 'enabled' && <span className={classes.state}>{part.state}</span>}
        </span>
      ))}
    </div>
  );
}

/** The CSS colour of a destination. */
export function colourOf({ colour }: { readonly colour: number }): string {
  return `var(--destination-${colour})`;
}
