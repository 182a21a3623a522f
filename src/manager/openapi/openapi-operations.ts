import { z } from 'zod';
import { problems, type ProblemType } from '../../contract/errors.ts';
import { problem } from '../../contract/problem.ts';
import { type Operation, operation } from '../http/operation.ts';
import { PROBLEM_BASE } from '../http/problem-response.ts';
import { openApiDocument } from './openapi-document.ts';

/** What explains the API to programs: its document, and the types of its problems. */
export function openApiOperations(all: () => readonly Operation[]): Operation[] {
  let document: string | undefined;
  return [
    operation({
      method: 'get',
      path: '/api/openapi.json',
      name: 'readOpenApi',
      summary: 'This document.',
      needs: 'anyone',
      answers: { 200: { description: 'OpenAPI 3.1.', schema: z.looseObject({ openapi: z.string() }) } },
      handle() {
        document ??= JSON.stringify(openApiDocument(all()));
        return new Response(document, { headers: { 'content-type': 'application/json' } });
      },
    }),
    operation({
      method: 'get',
      path: `${PROBLEM_BASE}{type}`,
      name: 'readProblemType',
      summary: 'What a problem type means: the address that is its `type`.',
      needs: 'anyone',
      parameters: z.object({ type: z.enum(Object.keys(problems) as [ProblemType, ...ProblemType[]]) }),
      answers: {
        200: {
          description: 'Its title and status.',
          schema: problem.pick({ type: true, title: true, status: true }),
        },
      },
      handle({ parameters: { type } }) {
        return Response.json({ type: PROBLEM_BASE + type, ...problems[type] });
      },
    }),
  ];
}
