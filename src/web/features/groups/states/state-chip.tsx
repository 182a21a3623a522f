import type { GroupOutput } from '../../../../contract/group.ts';
import { Chip } from '../../../ui/chip.tsx';
import { describeState, type Standing } from '../../../../contract/describe-state.ts';
import { useReader } from './use-reader.ts';

interface StateChipProps {
  readonly group: GroupOutput;
  readonly standing: Standing;
}

/** How a destination stands; nothing for one that is open. */
export function StateChip({ group, standing }: StateChipProps) {
  const { words, tone } = describeState(standing, useReader(group, [standing]));
  return tone === 'good' ? null : <Chip tone={tone} words={words} />;
}
