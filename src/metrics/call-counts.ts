import { type WsErrorCode, wsErrors } from '../contract/errors.ts';
import type { WsAnswer } from '../ws/answer.ts';
import type { WsObserver } from '../ws/observer.ts';
import type { Target } from '../ws/ws-path.ts';
import { Durations } from './durations.ts';
import { byLabel, counter, type Metric, plain } from './metric.ts';

/** What voice applications were answered. */
export class CallCounts implements WsObserver {
  readonly #decisions = { placed: 0, refused: 0 };
  readonly #completions = { completed: 0, nothing: 0, refused: 0 };
  readonly #refusals = Object.fromEntries(Object.keys(wsErrors).map((code) => [code, 0])) as Record<
    WsErrorCode,
    number
  >;
  readonly #durations = new Durations();
  #degraded = 0;

  /** Whoever asks for no completion asks for a destination, even at an address that is misspelt. */
  answered(answer: WsAnswer, tookMs: number, { kind: asked }: Target) {
    this.#durations.add(tookMs);
    if (answer.degraded) this.#degraded += 1;
    if (!answer.success) this.#refusals[answer.error] += 1;
    if (asked !== 'complete') this.#decisions[answer.success ? 'placed' : 'refused'] += 1;
    else this.#completions[completionOf(answer)] += 1;
  }

  metrics(): Metric[] {
    return [
      counter(
        'plum_routes_decisions_total',
        'Requests for a destination, by what came of them.',
        byLabel('outcome', this.#decisions),
      ),
      counter(
        'plum_routes_completions_total',
        'Requests to complete a session, by what came of them.',
        byLabel('outcome', this.#completions),
      ),
      counter(
        'plum_routes_refusals_total',
        'Requests that were refused, by error code.',
        byLabel('reason', this.#refusals),
      ),
      counter(
        'plum_routes_degraded_answers_total',
        'Answers given from memory because storage failed.',
        plain(this.#degraded),
      ),
      this.#durations.metric(
        'plum_routes_ws_duration_seconds',
        'Time from a request of a voice application to its answer.',
      ),
    ];
  }
}

function completionOf(answer: WsAnswer): 'completed' | 'nothing' | 'refused' {
  if (!answer.success) return 'refused';
  return 'completed' in answer && answer.completed > 0 ? 'completed' : 'nothing';
}
