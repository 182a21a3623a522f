import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** What one benchmark has to say. */
export interface Report {
  /** The file in `bench/results` without its `.md`. */
  readonly name: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  /** Every budget that was not met, a line each. */
  readonly missed: readonly string[];
  /** Versions of the programs that took part, besides Deno. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** Prints the report and writes it to `bench/results`, formatted as every file here. */
export async function publish(report: Report) {
  const text = render(report);
  console.log(text);
  const path = fileURLToPath(new URL(`results/${report.name}.md`, import.meta.url));
  await writeFile(path, text);
  await new Deno.Command(Deno.execPath(), { args: ['fmt', '--quiet', path] }).output();
}

export function render({ title, body, missed, versions = {} }: Report): string {
  const verdict = missed.length === 0
    ? 'Every bar is met.'
    : `Missed:\n\n${missed.map((line) => `- ${line}`).join('\n')}`;
  return `# ${title}\n\n${machine(versions)}\n\n${body.trim()}\n\n${verdict}\n`;
}

/** The machine by what matters for a comparison, and nothing that would identify it. */
function machine(versions: Readonly<Record<string, string>>): string {
  const gibibytes = Math.round(Deno.systemMemoryInfo().total / 2 ** 30);
  const programs = Object.entries({ Deno: Deno.version.deno, ...versions });
  const list = programs.map(([name, version]) => `${name} ${version}`).join(', ');
  return `${navigator.hardwareConcurrency} cores, ${gibibytes} GiB of memory, ${Deno.build.os} ${Deno.build.arch}; ${list}.`;
}

/** A Markdown table. */
export function markdownTable(headings: readonly string[], lines: readonly (readonly string[])[]): string {
  return [headings, headings.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |\n`).join(
    '',
  );
}

/** Three significant digits, or whole numbers from 100 on. */
export function figure(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
