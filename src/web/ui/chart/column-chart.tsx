import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import classes from './column-chart.module.css';
import { areaOf, heightsOf, labelledColumns, type Series, sumAt, ticksTo } from './scale.ts';

interface ColumnChartProps {
  readonly title: string;
  /** What each column is about, in full: one for each value of every series. */
  readonly columns: readonly string[];
  /** The same in few characters, below the chart. */
  readonly shortColumns: readonly string[];
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
}

const HEIGHT = 150;

/** Of each column, as long as there is room. */
const GAP = 0.12;
const LEAST_COLUMN = 5;

/** Of a time below the chart. */
const LABEL_WIDTH = 76;

/**
 * Columns over time, the parts of each on top of each other. The pointer, or the arrow keys, choose one that is told in
 * words, as to a screen reader; below it is all of it as a table.
 */
export function ColumnChart(props: ColumnChartProps) {
  const { title, columns, series, format } = props;
  const [chosen, setChosen] = useState<number>();
  const column = chosen !== undefined && chosen < columns.length ? chosen : undefined;
  const words = column === undefined ? undefined : describe(props, column);
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.caption}>
        <span className={classes.title}>{title}</span>
        <span className={classes.words}>{words ?? `highest ${format(highestOf(props))}`}</span>
      </figcaption>
      <Plot {...props} chosen={column} words={words} onChoose={setChosen} />
      <details className={classes.table}>
        <summary>{title} as a table</summary>
        <ValueTable title={title} columns={columns} series={series} format={format} />
      </details>
    </figure>
  );
}

function highestOf({ series, columns }: ColumnChartProps): number {
  return Math.max(0, ...heightsOf(series, columns.length));
}

function describe({ columns, series, format }: ColumnChartProps, column: number): string {
  const parts = series.length > 1
    ? series.map(({ name, values }) => `${name} ${format(values[column])}`)
    : [format(sumAt(series, column))];
  return `${columns[column]}: ${parts.join(', ')}`;
}

interface PlotProps extends ColumnChartProps {
  readonly chosen: number | undefined;
  readonly words: string | undefined;
  readonly onChoose: (column: number | undefined) => void;
}

function Plot(props: PlotProps) {
  const { title, columns, shortColumns, series, format, chosen, words, onChoose } = props;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const ticks = ticksTo(highestOf(props));
  const top = ticks.at(-1)!;
  const last = columns.length - 1;
  const gap = width / columns.length < LEAST_COLUMN ? 0 : GAP;
  const point = ({ clientX, currentTarget }: PointerEvent) => {
    const box = currentTarget.getBoundingClientRect();
    onChoose(clampTo(Math.floor(((clientX - box.left) / box.width) * columns.length), last));
  };
  const press = (event: KeyboardEvent) => {
    const next = columnByKey(event.key, chosen ?? -1, last);
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next);
  };
  return (
    <div className={classes.plot}>
      <div className={classes.ticks} aria-hidden='true'>
        {ticks.map((tick) => (
          <span key={tick} style={{ bottom: `${(tick * 100) / top}%` }}>{format(tick)}</span>
        ))}
      </div>
      <div
        ref={ref}
        className={classes.area}
        style={{ height: HEIGHT }}
        role='slider'
        tabIndex={0}
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={chosen ?? 0}
        aria-valuetext={words ?? 'Choose a column with the arrow keys.'}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => onChoose(undefined)}
        onBlur={() => onChoose(undefined)}
        onKeyDown={press}
      >
        {ticks.map((tick) => (
          <span key={tick} className={classes.line} style={{ bottom: `${(tick * 100) / top}%` }} />
        ))}
        <svg viewBox='0 0 1 1' preserveAspectRatio='none' aria-hidden='true' className={classes.shapes}>
          {series.map(({ name, colour }, index) => (
            <path key={`${index} ${name}`} d={areaOf(series, index, top, gap)} style={{ fill: colour }} />
          ))}
        </svg>
        {chosen !== undefined && (
          <span
            className={classes.cursor}
            style={{ left: `${(chosen * 100) / columns.length}%`, width: `${100 / columns.length}%` }}
          />
        )}
      </div>
      <div className={classes.times} aria-hidden='true'>
        {width > 0 &&
          labelledColumns(columns.length, Math.floor(width / LABEL_WIDTH))
            .filter((column) => (1 - column / columns.length) * width >= LABEL_WIDTH)
            .map((column) => (
              <span key={column} style={{ left: `${(column * 100) / columns.length}%` }}>
                {shortColumns[column]}
              </span>
            ))}
      </div>
    </div>
  );
}

/** Where a key leads; undefined for one that means nothing here. */
function columnByKey(key: string, from: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return clampTo(from - 1, last);
    case 'ArrowRight':
    case 'ArrowUp':
      return clampTo(from + 1, last);
    case 'Home':
      return 0;
    case 'End':
      return last;
  }
}

function clampTo(column: number, last: number): number {
  return Math.max(0, Math.min(last, column));
}

type ValueTableProps = Pick<ColumnChartProps, 'title' | 'columns' | 'series' | 'format'>;

function ValueTable({ title, columns, series, format }: ValueTableProps) {
  return (
    <div className={classes.scroller} tabIndex={0} role='region' aria-label={`${title}, table`}>
      <table>
        <thead>
          <tr>
            <th scope='col'>Time</th>
            {series.map(({ name }, index) => <th key={`${index} ${name}`} scope='col'>{name}</th>)}
          </tr>
        </thead>
        <tbody>
          {columns.map((name, column) => (
            <tr key={name}>
              <th scope='row'>{name}</th>
              {series.map(({ name, values }, index) => (
                <td key={`${index} ${name}`}>{format(values[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
