import type { Directory } from '../../directory/directory.ts';
import type { Log } from '../../log.ts';
import { storageAnswers } from '../storage-answers.ts';
import { problemResponse } from './problem-response.ts';

/** How long storage may take to show that it was not the reason. */
const PING_TIMEOUT_MS = 2000;

/**
 * The answer to a request that failed on our side. It and one line of the log carry the same id; nothing else of the
 * error leaves the house. When storage does not answer either, that is said instead: waiting helps then.
 */
export async function failureResponse(
  error: Error,
  request: { readonly method: string; readonly path: string },
  { directory, log }: { readonly directory: Directory; readonly log: Log },
): Promise<Response> {
  const id = crypto.randomUUID();
  const { method, path } = request;
  log.error('A request to the Route Manager failed.', {
    id,
    method,
    path,
    error: error.stack ?? String(error),
  });
  const type = await storageAnswers(directory, PING_TIMEOUT_MS) ? 'internal' : 'unavailable';
  return problemResponse(type, {
    detail: `Try again. If it stays, tell whoever runs this service: the log has it under ${id}.`,
    instance: `urn:uuid:${id}`,
  });
}
