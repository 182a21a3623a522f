/** A service under load. All speak the same protocol: POST with `session.id` in a form. */
export interface Contender {
  readonly name: string;
  /** Where a destination is asked for. */
  readonly routeUrl: string;
  /** The path at the same address where a session is completed. */
  readonly completePath: string;
  /** The processes that do its work; their children count with them. */
  readonly pids: readonly number[];
  /** How many calls it says it placed since it started; undefined if it keeps no count. */
  readonly placed: () => Promise<number | undefined>;
  readonly stop: () => Promise<void>;
}

/** How to start a contender in an empty folder of its own. */
export interface Entrant {
  readonly name: string;
  /** What has to be installed, by the command's name and where it comes from. */
  readonly needs: readonly { readonly command: string; readonly from: string }[];
  readonly start: (folder: string) => Promise<Contender>;
}
