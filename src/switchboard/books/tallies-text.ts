import type { Experience } from '../../routing/accounting/experience.ts';
import { newTally, type Tally } from '../../routing/tally.ts';

/** A destination's state as both engines store it. */
type TallyRow = [
  id: number,
  active: number,
  correction: number,
  credit: number,
  allowance: number,
  placed: number,
  extras?: Extras,
];

/** What only some destinations have. What follows from it and the time of day is not stored. */
type Extras = Partial<Pick<Tally, 'ghostTimes' | 'ages' | 'meters' | 'health' | 'toldFullMs'>> & {
  experience?: ExperienceRow;
};

type ExperienceRow = [
  weights: readonly number[],
  lost: number,
  short: number,
  unread: number,
  meanSeconds: number,
  usualSeconds: number,
  countedSeconds: number,
];

/** A group's tallies as text: `[[destinationId, active, correction, credit, allowance, placed, {…}?], …]`. */
export function writeTallies(tallies: ReadonlyMap<number, Tally>): string {
  return JSON.stringify([...tallies].map(rowOf));
}

/** The opposite of `writeTallies`. */
export function readTallies(text: string): Map<number, Tally> {
  return new Map((JSON.parse(text) as TallyRow[]).map(tallyOfRow));
}

function rowOf([id, tally]: [number, Tally]): TallyRow {
  const { active, correction, credit, allowance, placed, ghostTimes, ages, health, meters, toldFullMs } =
    tally;
  const experience = tally.experience && experienceRow(tally.experience);
  const extras = { ghostTimes, ages, experience, health, meters, toldFullMs };
  const isPlain = Object.values(extras).every((value) => value === undefined);
  return [id, active, correction, credit, allowance, placed, ...(isPlain ? [] : [extras])] as TallyRow;
}

function tallyOfRow(row: TallyRow): [number, Tally] {
  const [id, active, correction, credit, allowance, placed, extras] = row;
  const experience = extras?.experience && experienceOf(extras.experience);
  return [id, { ...newTally(), active, correction, credit, allowance, placed, ...extras, experience }];
}

function experienceRow(experience: Experience): ExperienceRow {
  const { lengths: { weights, lost }, short, unread, meanSeconds, usualSeconds, countedSeconds } = experience;
  return [weights, lost, short, unread, meanSeconds, usualSeconds, countedSeconds];
}

function experienceOf(row: ExperienceRow): Experience {
  const [weights, lost, short, unread, meanSeconds, usualSeconds, countedSeconds] = row;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const lengths = { weights: [...weights], total, lost };
  return { lengths, short, unread, meanSeconds, usualSeconds, countedSeconds };
}
