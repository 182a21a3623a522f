import { whatIfDocumented, whatIfInput, whatIfOutput } from '../../contract/what-if.ts';
import { groupParameters } from '../groups/group-operations.ts';
import { type Operation, operation } from '../http/operation.ts';
import type { WhatIfApi } from './what-if-api.ts';

/** What a route group's past would have been like under other settings. Whoever may read may ask: nothing is written. */
export function whatIfOperations(whatIf: WhatIfApi): Operation[] {
  return [
    operation({
      method: 'post',
      path: '/api/v1/groups/{id}/what-if',
      name: 'askWhatIf',
      summary:
        'Replays the recorded calls of a period under edited settings, which are checked as a save checks them.',
      needs: 'viewer',
      parameters: groupParameters,
      body: whatIfInput,
      documentedBody: whatIfDocumented,
      answers: {
        200: {
          description: 'What happened, and what the present and the edited settings would have made of it.',
          schema: whatIfOutput,
        },
      },
      problems: ['conflict', 'stale-version', 'too-many-requests', 'unavailable'],
      handle: (call) => whatIf.ask(call, call.body, call.body.group),
    }),
  ];
}
