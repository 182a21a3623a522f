import {
  callPage,
  callPageQuery,
  callQuery,
  type CallStepOutput,
  callTimeline,
} from '../../contract/call.ts';
import type { Directory } from '../../directory/directory.ts';
import type { CallStep, StepPosition } from '../../history/calls/calls.ts';
import type { History } from '../../history/history.ts';
import { groupParameters } from '../groups/group-operations.ts';
import { missing } from '../groups/groups-api.ts';
import { type Operation, operation } from '../http/operation.ts';
import { stepOutputOf } from './step-output.ts';

export interface CallOperationsOptions {
  readonly directory: Directory;
  readonly history: History;
  /** For how long attempts that ended are kept. */
  readonly historyDays: number;
}

/** Single calls: where each of their attempts went, and why. */
export function callOperations({ directory, history, historyDays }: CallOperationsOptions): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/api/v1/calls',
      name: 'findCall',
      summary: 'One call by its session: every attempt and refusal, over all groups, with the reasons.',
      needs: 'viewer',
      query: callQuery,
      answers: { 200: { description: 'The call, without steps when there is none.', schema: callTimeline } },
      async handle({ principal, query: { session } }) {
        const { steps, hasEarlier } = await history.calls.ofSession(principal.accountId, session);
        return Response.json({
          session,
          steps: await outputOf(principal.accountId, steps),
          hasEarlier,
          keptDays: historyDays,
        });
      },
    }),
    operation({
      method: 'get',
      path: '/api/v1/groups/{id}/calls',
      name: 'listGroupCalls',
      summary: "The group's attempts and refusals with their reasons, the newest first, deleted or not.",
      needs: 'viewer',
      parameters: groupParameters,
      query: callPageQuery,
      answers: { 200: { description: 'A page of attempts and refusals.', schema: callPage } },
      async handle({ principal, parameters: { id }, query: { before, limit } }) {
        if (!await directory.read(principal.accountId, id)) return missing(id);
        const page = { before: before === undefined ? undefined : readPosition(before), limit };
        const { steps, next } = await history.calls.ofGroup(id, page);
        return Response.json({
          steps: await outputOf(principal.accountId, steps),
          next: next ? writePosition(next) : null,
        });
      },
    }),
  ];

  /** Each step beside the version of its group that decided. */
  async function outputOf(accountId: number, steps: readonly CallStep[]): Promise<CallStepOutput[]> {
    const versions = new Map(
      steps.map(({ groupId, version }) => [`${groupId} ${version}`, { groupId, version }]),
    );
    const groups = await directory.groupsAt(accountId, [...versions.values()]);
    const known = new Map(groups.map((group) => [`${group.id} ${group.version}`, group]));
    return steps.map((step) => stepOutputOf(step, known.get(`${step.groupId} ${step.version}`)));
  }
}

function writePosition({ atMs, id }: StepPosition): string {
  return `${new Date(atMs).toISOString()}_${id}`;
}

function readPosition(text: string): StepPosition {
  const [at, id] = text.split('_');
  return { atMs: Date.parse(at), id: Number(id) };
}
