/** The steps that people count in, within a power of ten. */
const STEPS = [1, 2, 5, 10];

/** About how many lines a chart has above its ground. */
const LINES = 3;

/** The values at the lines of a chart that shows values up to this one, from 0; the last is as high or higher. */
export function ticksTo(highest: number): number[] {
  if (!(highest > 0)) return [0, 1];
  const rough = highest / LINES;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = STEPS.find((each) => each * power >= rough)! * power;
  const count = Math.ceil(highest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, line) => Number((line * step).toPrecision(12)));
}

/** The columns at which a time is written below, of so many for which there is room: every so many, from the first. */
export function labelledColumns(columns: number, room: number): number[] {
  const every = Math.max(1, Math.ceil(columns / Math.max(1, room)));
  return Array.from({ length: Math.ceil(columns / every) }, (_, index) => index * every);
}

export interface Series {
  readonly name: string;
  /** A CSS colour. */
  readonly colour: string;
  readonly values: readonly number[];
}

/** How high each column is, all series on top of each other. */
export function heightsOf(series: readonly Series[], columns: number): number[] {
  return Array.from({ length: columns }, (_, column) => sumAt(series, column));
}

export function sumAt(series: readonly Series[], column: number): number {
  return series.reduce((sum, { values }) => sum + values[column], 0);
}

/** The area of one series in the unit square, x to the right and y downwards, on top of those before it. */
export function areaOf(series: readonly Series[], index: number, top: number, gap: number): string {
  const columns = series[index].values.length;
  return series[index].values.map((value, column) => {
    if (value === 0) return '';
    const below = sumAt(series.slice(0, index), column);
    const [left, right] = [(column + gap / 2) / columns, (column + 1 - gap / 2) / columns];
    const [base, edge] = [1 - below / top, 1 - (below + value) / top];
    return `M${left} ${base}V${edge}H${right}V${base}Z`;
  }).join('');
}
