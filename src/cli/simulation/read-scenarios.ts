import { checkWritten, type Fault } from '../../contract/check-written.ts';
import { groupInput } from '../../contract/group.ts';
import { isFields } from '../../contract/lay-over.ts';
import { scenarioInput } from '../../contract/scenario.ts';
import { describeFault } from '../apply/describe-fault.ts';
import { desiredGroup } from '../apply/desired-group.ts';
import type { GroupEntry } from '../apply/group-file.ts';
import { type Load, plainScenario } from '../../simulation/plain-scenario.ts';
import type { Scenario } from '../../simulation/scenario.ts';
import { simulatedGroup } from '../../simulation/simulated-group.ts';
import { writtenScenario } from '../../simulation/written-scenario.ts';

/** Something to simulate; the title is that of a scenario, null for a group alone. */
export interface NamedScenario {
  readonly title: string | null;
  readonly scenario: Scenario;
}

export type Read =
  | { readonly kind: 'valid'; readonly value: NamedScenario }
  | { readonly kind: 'faulty'; readonly faults: readonly string[] };

/** Whether an entry of a file is a scenario, or meant to be one: a group has neither of these fields. */
export function isScenario({ written }: GroupEntry): boolean {
  return isFields(written) && ('scenario' in written || 'group' in written);
}

/** Reads an entry: a scenario, or a group that is simulated under this load. */
export function readEntry(entry: GroupEntry, load: Load): Read {
  return isScenario(entry) ? readScenario(entry) : readGroup(entry, load);
}

function readScenario(entry: GroupEntry): Read {
  const { group, ...fields } = entry.written as Record<string, unknown>;
  const checked = checkWritten(scenarioInput, { ...fields, group: desiredGroup(group, undefined) });
  if (checked.kind === 'faulty') return faulty(entry, checked.faults);
  const { scenario: title } = checked.value;
  return { kind: 'valid', value: { title, scenario: writtenScenario(checked.value) } };
}

function readGroup(entry: GroupEntry, load: Load): Read {
  const checked = checkWritten(groupInput, desiredGroup(entry.written, undefined));
  if (checked.kind === 'faulty') return faulty(entry, checked.faults);
  return {
    kind: 'valid',
    value: { title: null, scenario: plainScenario(simulatedGroup(checked.value), load) },
  };
}

function faulty(entry: GroupEntry, faults: readonly Fault[]): Read {
  return { kind: 'faulty', faults: faults.map((fault) => describeFault(entry, fault)) };
}
