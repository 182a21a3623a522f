import { newTally, type Tally } from '../../routing/tally.ts';

/** What only some destinations have. */
type Extras = Partial<Pick<Tally, 'meters'>>;

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

/** A group's tallies as text: `[[destinationId, active, correction, credit, allowance, placed, {…}?], …]`. */
export function writeTallies(tallies: ReadonlyMap<number, Tally>): string {
  return JSON.stringify([...tallies].map(rowOf));
}

/** The opposite of `writeTallies`. */
export function readTallies(text: string): Map<number, Tally> {
  const rows = JSON.parse(text) as TallyRow[];
  return new Map(
    rows.map(([id, active, correction, credit, allowance, placed, extras]) => [
      id,
      { ...newTally(), active, correction, credit, allowance, placed, ...extras },
    ]),
  );
}

function rowOf([id, tally]: [number, Tally]): TallyRow {
  const { active, correction, credit, allowance, placed, ...extras } = tally;
  const plain = [id, active, correction, credit, allowance, placed] as const;
  return Object.values(extras).some((each) => each !== undefined) ? [...plain, extras] : [...plain];
}
