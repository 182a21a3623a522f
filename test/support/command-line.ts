import type { Surroundings } from '../../src/cli/cli.ts';
import { runCommandLine } from '../../src/cli/command-line.ts';

export interface Ran {
  readonly exitCode: number;
  /** Standard output. */
  readonly out: string;
  /** Standard error. */
  readonly err: string;
}

export interface CommandLine {
  /** Runs a command in this process, its words separated by spaces. */
  run(line: string): Promise<Ran>;
  /** Files by path, `-` being the standard input; commands read them and write to them. */
  readonly files: Record<string, string>;
  readonly env: Record<string, string | undefined>;
  /** What a person types when asked, in turn; nobody is there when it is empty. */
  readonly answers: string[];
  /** What a person was asked. */
  readonly asked: { readonly question: string; readonly secret: boolean }[];
}

/** The command line with files in memory, before a server whose `fetch` is given. */
export function commandLine(fetch: Surroundings['fetch'] = noServer): CommandLine {
  const files: Record<string, string> = {};
  const env: Record<string, string | undefined> = { ROUTES_API_KEY: '1-owner' };
  const answers: string[] = [];
  const asked: { question: string; secret: boolean }[] = [];
  return { files, env, answers, asked, run };

  async function run(line: string): Promise<Ran> {
    let out = '', err = '';
    const terminal = {
      columns: 100,
      print: (text: string) => void (out += text),
      note: (text: string) => void (err += text),
      readText: (path: string) =>
        path in files ? Promise.resolve(files[path]) : Promise.reject(missing(path)),
      writeText: (path: string, text: string) => Promise.resolve(void (files[path] = text)),
      ask(question: string, { secret = false } = {}) {
        if (answers.length > 0) asked.push({ question, secret });
        return answers.shift();
      },
    };
    const args = line.split(' ').filter(Boolean);
    const exitCode = await runCommandLine(args, { terminal, env, workingDirectory: '/', fetch });
    return { exitCode, out, err };
  }
}

function missing(path: string): Error {
  return new Deno.errors.NotFound(`No such file or directory: ${path}`);
}

function noServer(): never {
  throw new TypeError('fetch failed', {
    cause: new Error('tcp connect error: Connection refused (os error 111)'),
  });
}
