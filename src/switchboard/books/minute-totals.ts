/** Columns of `group_minute` in order: how many calls a group placed in a minute of Unix time. */
export type MinuteRow = [minute: number, groupId: number, placed: number];

/** Counts the attempts that a transaction opens, by minute and group: a row for each, however many calls there were. */
export class MinuteTotals {
  readonly #minutes = new Map<number, Map<number, number>>();

  count(groupId: number, openedAtMs: number) {
    const minute = Math.floor(openedAtMs / 60_000);
    let groups = this.#minutes.get(minute);
    if (groups === undefined) this.#minutes.set(minute, groups = new Map());
    groups.set(groupId, (groups.get(groupId) ?? 0) + 1);
  }

  *rows(): Generator<MinuteRow> {
    for (const [minute, groups] of this.#minutes) {
      for (const [groupId, placed] of groups) yield [minute, groupId, placed];
    }
  }
}
