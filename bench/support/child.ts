import { stop } from './program.ts';

/** A script of ours in a process of its own, so that heaps do not mix. It answers each line with a line of JSON. */
export class Child {
  readonly #process: Deno.ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;

  constructor(script: URL, ...args: (string | number)[]) {
    this.#process = new Deno.Command(Deno.execPath(), {
      args: ['run', '--quiet', '--allow-all', '--v8-flags=--expose-gc', script.href, ...args.map(String)],
      stdin: 'piped',
      stdout: 'piped',
    }).spawn();
    this.#lines = linesOf(this.#process.stdout);
    this.#input = this.#process.stdin.getWriter();
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** The next line the script prints. Throws if it ends instead. */
  async next<T>(): Promise<T> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('A measuring process ended before it was done.');
    return JSON.parse(value) as T;
  }

  async ask<T>(question: string): Promise<T> {
    await this.#input.write(new TextEncoder().encode(`${question}\n`));
    return await this.next<T>();
  }

  /** Ends the process without warning. */
  async kill() {
    await stop(this.#process, 'SIGKILL');
    await this.#input.close().catch(() => {});
  }
}

/** The lines of a stream as they come. */
export async function* linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  let rest = '';
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
}
