import { type GroupInput, groupInput, type GroupOutput } from '../../contract/group.ts';
import type { Directory, Edit, EditOutcome, GroupContent, GroupRecord } from '../../directory/directory.ts';
import type { EditTimes } from '../../directory/schedule/schedule.ts';
import { check, invalid, jsonPointer } from '../http/field-faults.ts';
import { entityTag } from '../http/if-match.ts';
import type { Call } from '../http/operation.ts';
import { problemResponse } from '../http/problem-response.ts';
import { mapInSlices } from '../../map-in-slices.ts';
import type { Principal } from '../principal.ts';
import { groupContentOf, overlay } from './group-content.ts';
import { groupOutputOf, versionOutputOf } from './group-output.ts';
import { scheduledOutputOf } from './scheduled-output.ts';

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
      return Response.json({ groups: await mapInSlices(records, output) });
    },

    async create({ principal }: AccountCall, input: GroupInput): Promise<Response> {
      const record = await directory.create(principal.accountId, groupContentOf(input), principal.actor);
      return groupResponse(output(record), 201, { location: `/api/v1/groups/${record.group.id}` });
    },

    async read(call: GroupCall): Promise<Response> {
      const record = await present(call);
      return record ? groupResponse(output(record)) : missing(call.parameters.id);
    },

    async replace(
      call: EditCall,
      sent: Readonly<Record<string, unknown>>,
      times: EditTimes = {},
    ): Promise<Response> {
      const record = await present(call);
      if (!record) return missing(call.parameters.id);
      if (isStale(record, call)) return stale(output(record));
      const checked = check(groupInput, overlay(output(record), sent));
      if (checked.kind === 'refused') return checked.response;
      const content = groupContentOf(checked.value);
      // What the edit leaves out was read from this version: it must not overwrite a later one.
      const edit = { ...editOf(call), expectedVersion: record.group.version, content };
      if (!times.effectiveAt && !times.until) return answer(await directory.replace(edit), call, content);
      const outcome = await directory.schedule.add({ ...edit, ...times });
      if (outcome.kind === 'scheduled') {
        return Response.json(scheduledOutputOf(outcome.edit), { status: 202 });
      }
      return outcome.kind === 'past' ? past(times) : answer(outcome, call, content);
    },

    /** Deleting what is deleted is done already, as is restoring what is not: a sender may repeat itself. */
    async remove(call: EditCall): Promise<Response> {
      const outcome = await directory.remove(editOf(call));
      return outcome.kind === 'conflict' ? groupResponse(output(outcome.record)) : answer(outcome, call);
    },

    async restore(call: EditCall): Promise<Response> {
      const outcome = await directory.restore(editOf(call));
      return outcome.kind === 'conflict' ? groupResponse(output(outcome.record)) : answer(outcome, call);
    },

    async rotateKey(call: EditCall): Promise<Response> {
      return answer(await directory.rotateKey(editOf(call)), call);
    },

    async versions({ principal, parameters }: GroupCall): Promise<Response> {
      const versions = await directory.versions(principal.accountId, parameters.id);
      return versions.length === 0
        ? missing(parameters.id)
        : Response.json({ versions: versions.map(versionOutputOf) });
    },
  };

  function answer(outcome: EditOutcome, { parameters }: GroupCall, content?: GroupContent): Response {
    switch (outcome.kind) {
      case 'saved':
        return groupResponse(output(outcome.record));
      case 'stale':
        return stale(output(outcome.record));
      case 'conflict':
        return deleted();
      case 'unknown_destination':
        return unknownDestinations(outcome.ids, content);
      case 'missing':
        return missing(parameters.id);
    }
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

/** Somebody else has saved meanwhile. */
export function stale(present: GroupOutput): Response {
  return problemResponse('stale-version', {
    detail: `The present version is ${present.version}. Look at what changed, then send your edit with it.`,
    headers: { etag: entityTag(present.version) },
    more: { present },
  });
}

/** A deleted group takes no edits. */
export function deleted(): Response {
  return problemResponse('conflict', { detail: 'The route group is deleted. Restore it first.' });
}

function past({ effectiveAt }: EditTimes): Response {
  return invalid([
    effectiveAt
      ? { detail: 'This time has passed. Leave it out to save now.', pointer: '/effectiveAt' }
      : { detail: 'This time has passed.', pointer: '/until' },
  ]);
}

/** Ids that name none of the group's destinations. `at` leads to the group in the body. */
export function unknownDestinations(
  ids: readonly number[],
  content: GroupContent | undefined,
  at: readonly string[] = [],
): Response {
  return invalid(
    (content?.destinations ?? []).flatMap(({ id }, index) =>
      id !== undefined && ids.includes(id)
        ? [{
          detail: `This group never had a destination ${id}. Leave the id out to add a new one.`,
          pointer: jsonPointer([...at, 'destinations', index, 'id']),
        }]
        : []
    ),
  );
}

/** The same answer whether the group never was or is another account's. */
export function missing(groupId: number): Response {
  return problemResponse('not-found', { detail: `This account has no route group ${groupId}.` });
}
