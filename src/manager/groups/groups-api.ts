import { type GroupInput, groupInput, type GroupOutput } from '../../contract/group.ts';
import type { Directory, Edit, EditOutcome, GroupRecord } from '../../directory/directory.ts';
import { check } from '../http/field-faults.ts';
import { entityTag } from '../http/if-match.ts';
import type { Call } from '../http/operation.ts';
import { problemResponse } from '../http/problem-response.ts';
import type { Principal } from '../principal.ts';
import { groupContentOf, newGroupContentOf, overlay } from './group-content.ts';
import { groupOutputOf, versionOutputOf } from './group-output.ts';

export interface GroupsApiOptions {
  readonly directory: Directory;
  /** Base of the links that voice applications call. */
  readonly wsPublicUrl: string;
}

export type AccountCall = Pick<Call<unknown, unknown, unknown, Principal>, 'principal'>;
export type GroupCall = AccountCall & { readonly parameters: { readonly id: number } };
export type EditCall = GroupCall & Pick<Call, 'expectedVersion'>;

export type GroupsApi = ReturnType<typeof createGroupsApi>;

/** What the REST API does with route groups. Every group is looked up in the account of who asks. */
export function createGroupsApi({ directory, wsPublicUrl }: GroupsApiOptions) {
  const output = (record: GroupRecord): GroupOutput => groupOutputOf(record, wsPublicUrl);
  const present = ({ principal, parameters }: GroupCall) =>
    directory.read(principal.accountId, parameters.id);

  return {
    async list({ principal }: AccountCall, deleted: boolean): Promise<Response> {
      const records = await directory.list(principal.accountId, { deleted });
      return Response.json({ groups: records.map(output) });
    },

    async create({ principal }: AccountCall, input: GroupInput): Promise<Response> {
      const record = await directory.create(principal.accountId, newGroupContentOf(input), principal.actor);
      return groupResponse(output(record), 201, { location: `/api/v1/groups/${record.group.id}` });
    },

    async read(call: GroupCall): Promise<Response> {
      const record = await present(call);
      return record ? groupResponse(output(record)) : missing(call);
    },

    async replace(call: EditCall, sent: Readonly<Record<string, unknown>>): Promise<Response> {
      const record = await present(call);
      if (!record) return missing(call);
      if (isStale(record, call)) return stale(output(record));
      if (record.deletedAt) return deleted();
      const checked = check(groupInput, overlay(output(record), sent));
      if (checked.kind === 'refused') return checked.response;
      // What the edit leaves out was read from this version: it must not overwrite a later one.
      const edit = { ...editOf(call), expectedVersion: record.group.version };
      return outcomeResponse(
        await directory.replace({ ...edit, content: groupContentOf(checked.value) }),
        call,
      );
    },

    async remove(call: EditCall): Promise<Response> {
      return outcomeResponse(await directory.remove(editOf(call)), call);
    },

    async restore(call: EditCall): Promise<Response> {
      return outcomeResponse(await directory.restore(editOf(call)), call);
    },

    async rotateKey(call: EditCall): Promise<Response> {
      const record = await present(call);
      if (record?.deletedAt && !isStale(record, call)) return deleted();
      return outcomeResponse(await directory.rotateKey(editOf(call)), call);
    },

    async versions(call: GroupCall): Promise<Response> {
      const versions = await directory.versions(call.principal.accountId, call.parameters.id);
      if (versions.length === 0) return missing(call);
      return Response.json({ versions: versions.map(versionOutputOf) });
    },
  };

  function outcomeResponse(outcome: EditOutcome, call: GroupCall): Response {
    if (outcome.kind === 'saved') return groupResponse(output(outcome.record));
    return outcome.kind === 'stale' ? stale(output(outcome.record)) : missing(call);
  }
}

function editOf({ principal, parameters, expectedVersion }: EditCall): Edit {
  return { accountId: principal.accountId, groupId: parameters.id, expectedVersion, actor: principal.actor };
}

function groupResponse(
  group: GroupOutput,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(group, { status, headers: { ...headers, etag: entityTag(group.version) } });
}

function isStale({ group }: GroupRecord, { expectedVersion }: EditCall): boolean {
  return expectedVersion !== undefined && expectedVersion !== group.version;
}

function stale(present: GroupOutput): Response {
  return problemResponse('stale-version', {
    detail: `The present version is ${present.version}. Look at what changed, then send your edit with it.`,
    headers: { etag: entityTag(present.version) },
    more: { present },
  });
}

function deleted(): Response {
  return problemResponse('conflict', { detail: 'The route group is deleted. Restore it first.' });
}

/** The same answer whether the group never was or is another account's. */
export function missing({ parameters }: GroupCall): Response {
  return problemResponse('not-found', { detail: `This account has no route group ${parameters.id}.` });
}
