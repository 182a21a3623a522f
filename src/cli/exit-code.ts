/** What a command's exit status means. Scripts build on these numbers: they never change their meaning. */
export const exitCode = {
  ok: 0,
  no: 1,
  usage: 2,
  unreachable: 3,
  wouldChange: 4,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The same for people; `--help` and the reference page say it in these words. */
export const exitMeanings: Readonly<Record<ExitCode, string>> = {
  0: 'Done.',
  1: 'The server or the database refused, or the answer is no.',
  2: 'The command line, the environment or a file needs a correction. Nothing was changed.',
  3: 'No server answers.',
  4: '`groups apply --dry-run` only: something would change.',
};
