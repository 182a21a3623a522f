import { checkWritten } from '../../contract/check-written.ts';
import { groupInput, type GroupOutput } from '../../contract/group.ts';
import { wrongUsage } from '../command-failure.ts';
import { describeFault } from './describe-fault.ts';
import { desiredGroup } from './desired-group.ts';
import { writtenWarnings } from '../../contract/group-warnings.ts';
import { contentOf, type WrittenContent } from '../../contract/group-version.ts';
import { isFields } from '../../contract/lay-over.ts';
import { type GroupDifference, groupDifference, isEmpty } from '../../contract/group-difference.ts';
import type { GroupEntry } from './group-file.ts';

/** What applying does with one group. `doubts` do not stop it: people should hear of them. */
export type Step =
  | { readonly kind: 'create'; readonly desired: WrittenContent; readonly doubts: readonly string[] }
  | {
    readonly kind: 'change';
    readonly present: GroupOutput;
    readonly desired: WrittenContent;
    readonly difference: GroupDifference;
    readonly doubts: readonly string[];
  }
  | { readonly kind: 'keep'; readonly present: GroupOutput }
  | { readonly kind: 'delete'; readonly present: GroupOutput };

/**
 * What has to be done so that the account's groups become what the files say, in the order of the files.
 * A group is found by its id, otherwise by its name. Throws, with every fault of every file, when any has one.
 */
export function planApply(
  entries: readonly GroupEntry[],
  groups: readonly GroupOutput[],
  { deleteMissing }: { readonly deleteMissing: boolean },
): Step[] {
  const meant = entries.map((entry) => groupMeantBy(entry, groups));
  const planned = entries.map((entry, index) => planEntry(entry, meant[index]));
  const faults = [...planned.flatMap(({ faults }) => faults), ...namedTwice(entries, meant)];
  if (faults.length > 0) {
    throw wrongUsage(`Nothing was changed: the files need a correction.\n${faults.join('\n')}`);
  }
  const missing = deleteMissing
    ? groups.filter((group) => !meant.some(({ present }) => present === group))
    : [];
  return [
    ...planned.flatMap(({ step }) => step ?? []),
    ...missing.map((present) => ({ kind: 'delete' as const, present })),
  ];
}

interface Meant {
  readonly present?: GroupOutput;
  readonly fault?: string;
}

/** The group that an entry names: by its id, otherwise by its name. */
export function groupMeantBy(entry: GroupEntry, groups: readonly GroupOutput[]): Meant {
  if (!isFields(entry.written)) return {};
  const { id, name } = entry.written;
  const byId = groups.find((group) => group.id === id);
  if (byId) return { present: byId };
  const named = groups.filter((group) => typeof name === 'string' && group.name === name.trim());
  if (named.length < 2) return { present: named[0] };
  const ids = named.map((group) => group.id).join(', ');
  return {
    fault: `${entry.placeOf(['name'])} ${named.length} route groups have this name. Add the id: ${ids}.`,
  };
}

interface Planned {
  readonly step?: Step;
  readonly faults: readonly string[];
}

function planEntry(entry: GroupEntry, { present, fault }: Meant): Planned {
  const checked = checkWritten(groupInput, desiredGroup(entry.written, present));
  const faults = checked.kind === 'faulty' ? checked.faults.map((each) => describeFault(entry, each)) : [];
  if (fault) faults.push(fault);
  if (checked.kind === 'faulty' || fault) return { faults };
  return { step: stepFor(entry, present, contentOf(checked.value)), faults: [] };
}

function stepFor(entry: GroupEntry, present: GroupOutput | undefined, desired: WrittenContent): Step {
  const doubts = writtenWarnings(desired).map((doubt) => describeFault(entry, doubt));
  if (!present) return { kind: 'create', desired, doubts };
  const difference = groupDifference(present, desired);
  return isEmpty(difference)
    ? { kind: 'keep', present }
    : { kind: 'change', present, desired, difference, doubts };
}

/** Two entries for one group: it would be unclear which of them is meant to last. */
function namedTwice(entries: readonly GroupEntry[], meant: readonly Meant[]): string[] {
  const identities = entries.map(({ written }, index) =>
    meant[index].present ??
      (isFields(written) && typeof written.name === 'string' ? written.name.trim() : index)
  );
  return entries.flatMap((entry, index) => {
    const first = identities.indexOf(identities[index]);
    if (first === index) return [];
    return [`${entry.placeOf([])} This is the same route group as the one at ${entries[first].placeOf([])}`];
  });
}
