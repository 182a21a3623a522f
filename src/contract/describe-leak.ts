import { formatDuration } from './duration.ts';
import type { LeakCause, LeakOutput } from './leak.ts';

/** In a few words, for a list: what is wrong. */
export function leakHint({ cause, percent }: Pick<LeakOutput, 'cause' | 'percent'>): string {
  return cause === 'completes_early'
    ? 'Its sessions seem to be completed while their calls still last.'
    : `${percent}\u00a0% of its sessions are never completed.`;
}

const CAUSES: Readonly<Record<LeakCause, string>> = {
  no_session:
    'Most of them came without a session id, so nobody can complete them. Send the platform’s session id with every request.',
  never_completes:
    'Not one session was completed: the application never calls the complete address. Call it with the session id when a call is over.',
  only_on_hang_up:
    'Sessions are completed when the caller hangs up, and hardly ever when the far end does. After a transfer comes back, complete the session there as well.',
  not_on_hang_up:
    'Sessions are completed after the far end hangs up, and hardly ever when the caller does. Catch the disconnect event, and complete the session there as well.',
  some_paths:
    'Some ways through the application end without completing the session: look for those that leave after an error, a time-out or a hang-up.',
  completes_early:
    'Nearly all completions come within ten seconds. With blind transfers the application is done when the call begins: its place is free while the call goes on, and shares of calls in progress drift. Count calls for a fixed time instead.',
};

/** Why, and what follows from it: sentences. */
export function describeLeak(leak: LeakOutput): string[] {
  return [
    CAUSES[leak.cause],
    leak.cause === 'never_completes' && leak.retries
      ? 'It does send a session id, since it asks again when a destination fails.'
      : undefined,
    trendSentence(leak),
    overdueSentence(leak),
    expirySentence(leak),
  ].filter((sentence) => sentence !== undefined);
}

function trendSentence({ cause, trend, percentBefore }: LeakOutput): string | undefined {
  if (cause === 'completes_early' || trend === null) return undefined;
  const before = `${percentBefore}\u00a0% in the week before`;
  if (trend === 'new') return `This is new: it was ${before}.`;
  if (trend === 'more') return `It is getting worse: it was ${before}.`;
  return trend === 'fewer' ? `It is getting better: it was ${before}.` : `It was ${before}.`;
}

function overdueSentence({ overdue, usual }: LeakOutput): string | undefined {
  if (overdue === 0 || usual === null) return undefined;
  const [calls, have] = overdue === 1 ? ['call in progress', 'has'] : ['calls in progress', 'have'];
  return `${
    overdue.toLocaleString('en')
  } ${calls} ${have} lasted for more than twice as long as 99 of 100 calls do.`;
}

function expirySentence({ usual, expiry: { seconds, suggestedSeconds } }: LeakOutput): string | undefined {
  if (usual === null || suggestedSeconds === null) return undefined;
  return `99 of 100 calls are over after ${
    aboutDuration(usual.p99Seconds)
  }, but a lost one keeps its place for ` +
    `${formatDuration(seconds)}: an expiry of ${formatDuration(suggestedSeconds)} would do.`;
}

/** Nobody needs the seconds of minutes. */
function aboutDuration(seconds: number): string {
  return formatDuration(seconds < 120 ? seconds : 60 * Math.ceil(seconds / 60));
}
