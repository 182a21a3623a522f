import assert from 'node:assert/strict';
import type { Command } from 'commander';
import { createCli } from '../../src/cli/cli.ts';
import { exitMeanings } from '../../src/cli/exit-code.ts';
import { createProgram } from '../../src/cli/program.ts';
import { CLI_VARIABLES } from '../../src/config.ts';

const page = Deno.readTextFileSync(new URL('../../docs/reference/command-line.md', import.meta.url));

/** The text under each heading of a command, by the heading. */
const sections = new Map(
  page.split(/^### /m).slice(1).map((section) => {
    const [heading, ...text] = section.split('\n');
    return [heading.replaceAll('`', ''), text.join('\n')];
  }),
);

/** Every command that does something, by its usage. */
function commands(command: Command, path: readonly string[] = []): [string, Command][] {
  if (command.commands.length > 0) {
    return command.commands.flatMap((each) => commands(each, [...path, each.name()]));
  }
  return [[[...path, command.usage()].join(' '), command]];
}

const terminal = {
  print: () => {},
  note: () => {},
  columns: 80,
  readText: () => Promise.reject(new Error('no files here')),
  writeText: () => Promise.reject(new Error('no files here')),
  ask: () => undefined,
};
const program = createProgram(
  createCli({ terminal, env: {}, workingDirectory: '/', fetch: () => new Response() }),
);

Deno.test('the reference page has exactly the commands of the program', () => {
  assert.deepEqual([...sections.keys()].sort(), commands(program).map(([usage]) => usage).sort());
});

for (const [usage, command] of commands(program)) {
  Deno.test(`the reference page has exactly the options of: ${usage}`, () => {
    const rows = [...sections.get(usage)!.matchAll(/^\| `(.+?)` +\| (.+?) +\|$/gm)];
    const documented = rows.map(([, flags, text]) => [flags, text.replaceAll('\\<', '<')]);
    assert.deepEqual(documented, command.options.map(({ flags, description }) => [flags, description]));
  });

  Deno.test(`has --json, and a help with examples and exit status: ${usage}`, () => {
    assert.ok(command.options.some(({ long }) => long === '--json'));
    let help = '';
    command.configureOutput({ writeOut: (text) => void (help += text) }).outputHelp();
    assert.match(help, /\nExamples:\n {2}\S.*\n {4}deno task routes /);
    assert.match(help, /\nExit status:\n {2}0 {2}Done\.\n/);
  });
}

Deno.test('the reference page has every exit status and every variable', () => {
  for (const [code, meaning] of Object.entries(exitMeanings)) {
    assert.match(page, new RegExp(`^\\| ${code} +\\| ${meaning.replace(/[.*]/g, '\\$&')} +\\|$`, 'm'));
  }
  for (const variable of CLI_VARIABLES) assert.match(page, new RegExp(`^\\| \`${variable}\` +\\|`, 'm'));
});

Deno.test('an example in a help begins with a command that exists', () => {
  for (const [usage, command] of commands(program)) {
    let help = '';
    command.configureOutput({ writeOut: (text) => void (help += text) }).outputHelp();
    for (const [, line] of help.matchAll(/^ {4}deno task routes (.*)$/gm)) {
      assert.ok(line.startsWith(usage.split(/ [<[]/)[0]), `${line} in the help of ${usage}`);
    }
  }
});
