const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const HOW_TO = `The browser tests need Chromium.
  Debian, Ubuntu:  sudo apt-get install chromium
  elsewhere:       install Chromium or Chrome and set CHROMIUM to its executable`;

/** The path of a Chromium, installed now if that is possible. Throws with what to do when it is not. */
export async function ensureChromium(): Promise<string> {
  const found = await findChromium();
  if (found) return found;
  if (Deno.uid() !== 0 || !await which('apt-get')) throw new Error(HOW_TO);
  console.error('Installing Chromium …');
  await run('apt-get', ['update', '-qq']);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  const installed = await findChromium();
  if (!installed) throw new Error(HOW_TO);
  return installed;
}

async function findChromium(): Promise<string | undefined> {
  const named = Deno.env.get('CHROMIUM');
  if (named) return named;
  for (const name of NAMES) {
    const path = await which(name);
    if (path) return path;
  }
}

async function which(name: string): Promise<string | undefined> {
  const { success, stdout } = await new Deno.Command('sh', {
    args: ['-c', `command -v ${name}`],
    stderr: 'null',
  }).output();
  return success ? new TextDecoder().decode(stdout).trim() : undefined;
}

async function run(command: string, args: string[]) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const { success } = await new Deno.Command(command, { args, env, stdout: 'null' }).spawn().status;
  if (!success) throw new Error(`"${command} ${args.join(' ')}" failed.\n${HOW_TO}`);
}
