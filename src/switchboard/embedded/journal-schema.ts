/**
 * Append-only: each entry brings a database one version further. Times in milliseconds of Unix time, minutes and
 * quarters of an hour as whole numbers of them.
 */
export const MIGRATIONS = [
  `CREATE TABLE attempt (
     id INTEGER PRIMARY KEY,
     account_id INTEGER NOT NULL,
     group_id INTEGER NOT NULL,
     destination_id INTEGER NOT NULL,
     session TEXT,
     number INTEGER NOT NULL,
     tried TEXT,
     opened_at_ms INTEGER NOT NULL,
     expires_at_ms INTEGER NOT NULL,
     version INTEGER NOT NULL,
     decision TEXT NOT NULL,
     ended_at_ms INTEGER,
     end_reason TEXT,
     outcome TEXT,
     -- In a cluster, the node that decided.
     node TEXT
   ) STRICT;
   CREATE INDEX attempt_open ON attempt (group_id, id, destination_id) WHERE ended_at_ms IS NULL;
   -- By time first, here and below: what is written at one time then is on a few neighbouring pages.
   CREATE INDEX attempt_of_group ON attempt (opened_at_ms / 60000, group_id);
   -- Session ids fall anywhere: among a thousand neighbours, they are on few pages as well.
   CREATE INDEX attempt_of_session ON attempt (id >> 10, session);

   CREATE TABLE refusal (
     id INTEGER PRIMARY KEY,
     account_id INTEGER NOT NULL,
     group_id INTEGER NOT NULL,
     session TEXT,
     number INTEGER NOT NULL,
     at_ms INTEGER NOT NULL,
     reason TEXT NOT NULL,
     last_resort INTEGER NOT NULL,
     version INTEGER NOT NULL,
     decision TEXT NOT NULL,
     node TEXT
   ) STRICT;
   CREATE INDEX refusal_of_group ON refusal (at_ms / 60000, group_id);
   CREATE INDEX refusal_of_session ON refusal (id >> 10, session);

   CREATE TABLE event (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     at_ms INTEGER NOT NULL,
     account_id INTEGER,
     group_id INTEGER,
     destination_id INTEGER,
     kind TEXT NOT NULL,
     detail TEXT NOT NULL,
     node TEXT
   ) STRICT;
   CREATE INDEX event_at ON event (at_ms);
   -- For every kind, as what is rare must be found at once.
   CREATE INDEX event_of_account ON event (account_id, kind, at_ms);
   CREATE INDEX event_of_group ON event (group_id, kind, at_ms);

   CREATE TABLE ledger (
     group_id INTEGER PRIMARY KEY,
     since_ms INTEGER NOT NULL,
     version INTEGER NOT NULL,
     tallies TEXT NOT NULL,
     trouble TEXT
   ) STRICT;

   CREATE TABLE placed_minute (
     minute INTEGER NOT NULL,
     group_id INTEGER NOT NULL,
     destination_id INTEGER NOT NULL,
     placed INTEGER NOT NULL,
     retries INTEGER NOT NULL,
     offset_ms INTEGER NOT NULL,
     peak INTEGER NOT NULL,
     group_peak INTEGER NOT NULL,
     PRIMARY KEY (minute, group_id, destination_id)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE ended_minute (
     minute INTEGER NOT NULL,
     group_id INTEGER NOT NULL,
     destination_id INTEGER NOT NULL,
     end_reason TEXT NOT NULL,
     outcome TEXT NOT NULL,
     ended INTEGER NOT NULL,
     open_ms INTEGER NOT NULL,
     offset_ms INTEGER NOT NULL,
     PRIMARY KEY (minute, group_id, destination_id, end_reason, outcome)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE refused_minute (
     minute INTEGER NOT NULL,
     group_id INTEGER NOT NULL,
     reason TEXT NOT NULL,
     refused INTEGER NOT NULL,
     last_resort INTEGER NOT NULL,
     PRIMARY KEY (minute, group_id, reason)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE call_length (
     quarter INTEGER NOT NULL,
     group_id INTEGER NOT NULL,
     destination_id INTEGER NOT NULL,
     bucket INTEGER NOT NULL,
     calls INTEGER NOT NULL,
     PRIMARY KEY (quarter, group_id, destination_id, bucket)
   ) STRICT, WITHOUT ROWID;`,
];
