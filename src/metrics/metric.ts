/** One metric as it is at this moment: what Prometheus calls a metric family. */
export interface Metric {
  /** With its unit, as Prometheus' naming practice wants it. */
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** One line. */
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  /** What a histogram's samples add to its name. */
  readonly suffix?: '_bucket' | '_sum' | '_count';
  readonly labels?: Labels;
  readonly value: number;
}

/** Ids and words of ours, without quotes, backslashes or line breaks: they are written as they are. */
export type Labels = Readonly<Record<string, string | number>>;

/** Only ever rises, until the process ends. */
export function counter(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, type: 'counter', help, samples };
}

export function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, type: 'gauge', help, samples };
}

/** The sample of a metric without labels. */
export function plain(value: number): Sample[] {
  return [{ value }];
}

/** A sample for each value of one label. */
export function byLabel(label: string, values: Readonly<Record<string, number>>): Sample[] {
  return Object.entries(values).map(([name, value]) => ({ labels: { [label]: name }, value }));
}
