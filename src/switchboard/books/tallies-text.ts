import type { Tally } from '../../routing/ledger.ts';

/** A destination's integers as both engines store them. */
type TallyRow = [
  id: number,
  active: number,
  correction: number,
  credit: number,
  allowance: number,
  placed: number,
];

/** A group's tallies as text: `[[destinationId, active, correction, credit, allowance, placed], …]`. */
export function writeTallies(tallies: ReadonlyMap<number, Tally>): string {
  const rows: TallyRow[] = [];
  for (const [id, { active, correction, credit, allowance, placed }] of tallies) {
    rows.push([id, active, correction, credit, allowance, placed]);
  }
  return JSON.stringify(rows);
}

/** The opposite of `writeTallies`. */
export function readTallies(text: string): Map<number, Tally> {
  const rows = JSON.parse(text) as TallyRow[];
  return new Map(
    rows.map(([id, active, correction, credit, allowance, placed]) => [
      id,
      { active, correction, credit, allowance, placed },
    ]),
  );
}
