/** The tables of the switchboard that history reads, by the same names and columns in both engines. */
export interface HistorySchema {
  group_minute: GroupMinuteTable;
}

/** How many calls a group placed in a minute of Unix time. */
export interface GroupMinuteTable {
  readonly minute: number;
  readonly group_id: number;
  readonly placed: number;
}
