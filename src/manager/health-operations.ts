import { z } from 'zod';
import type { Directory } from '../directory/directory.ts';
import type { Switchboard } from '../switchboard/switchboard.ts';
import { type Operation, operation } from './http/operation.ts';
import { problemResponse } from './http/problem-response.ts';
import { shared } from './shared.ts';
import { storageAnswers } from './storage-answers.ts';

export interface HealthOptions {
  readonly directory: Directory;
  readonly switchboard: Switchboard;
  /** How long the directory may take to answer before it counts as unreachable. */
  readonly readyTimeoutMs?: number;
}

/** Whether the process lives, and whether its storage answers. Without a credential, for what watches the service. */
export function healthOperations(
  { directory, switchboard, readyTimeoutMs = 2000 }: HealthOptions,
): Operation[] {
  const reachable = shared(() => storageAnswers(directory, readyTimeoutMs));
  return [
    operation({
      method: 'get',
      path: '/healthz',
      name: 'readHealth',
      summary: 'Whether the process lives.',
      needs: 'anyone',
      answers: { 200: { description: 'It does.', schema: z.object({ status: z.literal('alive') }) } },
      handle: () => Response.json({ status: 'alive' }),
    }),
    operation({
      method: 'get',
      path: '/readyz',
      name: 'readReadiness',
      summary: 'Whether storage is reachable. Calls are answered from memory even while it is not.',
      needs: 'anyone',
      answers: { 200: { description: 'It is.', schema: z.object({ status: z.literal('ready') }) } },
      problems: ['unavailable'],
      async handle() {
        const faults = [...directoryFaults(await reachable()), ...switchboardFaults(switchboard)];
        if (faults.length === 0) return Response.json({ status: 'ready' });
        return problemResponse('unavailable', { detail: faults.join(' ') });
      },
    }),
  ];
}

function directoryFaults(reachable: boolean): string[] {
  return reachable ? [] : ['The directory does not answer: groups can not be shown or edited.'];
}

function switchboardFaults(switchboard: Switchboard): string[] {
  const { durable, detail, waiting } = switchboard.health();
  return durable
    ? []
    : [`Answers to calls are not durable: ${detail} (${waiting} changes wait for storage).`];
}
