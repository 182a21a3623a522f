import type { z } from 'zod';
import type { ProblemType } from '../../contract/errors.ts';
import type { Role } from '../../contract/roles.ts';
import type { Principal } from '../principal.ts';

/**
 * One method of one path: everything that the router, the pipeline in front of the handler and the OpenAPI document
 * need to know. All three read the same table of operations, so they can't tell different stories.
 */
export interface Operation {
  readonly method: Method;
  /** As OpenAPI writes it: `/api/v1/groups/{id}`. */
  readonly path: string;
  /** OpenAPI's `operationId`: a verb and its object, in camel case. */
  readonly name: string;
  readonly summary: string;
  /** The least role; `anyone` needs no credential. */
  readonly needs: Role | 'anyone';
  /** Whether one has to be signed in: an API key acts for an account, not for a person. */
  readonly signedInOnly?: true;
  /** The path's parameters; a value that does not fit is a path that does not exist. */
  readonly parameters?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Whether `If-Match` with the version that the editor saw must come along. */
  readonly ifMatch?: 'required' | 'optional';
  /** The body is JSON and must fit; an operation without one leaves a body unread. */
  readonly body?: z.ZodType;
  /** What the document says about the body, where the handler checks more closely than `body` does. */
  readonly documentedBody?: z.ZodType;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Problems besides those that follow from the fields above. */
  readonly problems?: readonly ProblemType[];
  readonly handle: (call: Call) => Response | Promise<Response>;
}

export type Method = 'get' | 'post' | 'put' | 'delete';

/** One kind of answer, as the document describes it. */
export interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** JSON unless said otherwise. */
  readonly mediaType?: string;
  /** Further media types that a sender may ask for. */
  readonly others?: Readonly<Record<string, z.ZodType>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that passed the pipeline: who asks, and what they send, checked. */
export interface Call<Parameters = unknown, Query = unknown, Body = unknown, Who = Principal | undefined> {
  readonly request: Request;
  readonly principal: Who;
  readonly parameters: Parameters;
  readonly query: Query;
  readonly body: Body;
  /** The version in `If-Match`; undefined edits whatever is there. */
  readonly expectedVersion: number | undefined;
}

type Read<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

type Typed<Parameters, Query, Body, Needs> =
  & Omit<Operation, 'parameters' | 'query' | 'body' | 'needs' | 'handle'>
  & {
    readonly needs: Needs;
    readonly parameters?: Parameters;
    readonly query?: Query;
    readonly body?: Body;
    readonly handle: (
      call: Call<Read<Parameters>, Read<Query>, Read<Body>, Needs extends 'anyone' ? undefined : Principal>,
    ) => Response | Promise<Response>;
  };

/** An operation whose handler sees exactly what its schemas promise. */
export function operation<
  Parameters extends z.ZodObject | undefined,
  Query extends z.ZodObject | undefined,
  Body extends z.ZodType | undefined,
  const Needs extends Role | 'anyone',
>(typed: Typed<Parameters, Query, Body, Needs>): Operation {
  return typed as unknown as Operation;
}
