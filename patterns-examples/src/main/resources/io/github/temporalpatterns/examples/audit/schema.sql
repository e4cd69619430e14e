-- Tells this database from all others.
CREATE TABLE audit (id TEXT NOT NULL) STRICT;
INSERT INTO audit VALUES (lower(hex(randomblob(16))));

-- One row for each audit, or repetition of what failed in an earlier one. Times are Unix milliseconds.
CREATE TABLE run (
  number    INTEGER PRIMARY KEY,
  directory TEXT NOT NULL,
  repeats   INTEGER REFERENCES run,
  server    TEXT NOT NULL,
  started   INTEGER NOT NULL,
  ended     INTEGER
) STRICT;

-- The list that a run works on, and what came out; no outcome yet means not checked yet.
CREATE TABLE artifact (
  run     INTEGER NOT NULL REFERENCES run,
  number  INTEGER NOT NULL,
  path    TEXT NOT NULL,
  outcome TEXT CHECK (outcome IN ('VERIFIED', 'DAMAGED', 'MISSING', 'UNREADABLE')),
  reason  TEXT NOT NULL DEFAULT '',
  bytes   INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (run, number),
  UNIQUE (run, path)
) STRICT, WITHOUT ROWID;

-- Who was checked together, and when.
CREATE TABLE chunk (
  run      INTEGER NOT NULL REFERENCES run,
  first    INTEGER NOT NULL,
  checked  INTEGER NOT NULL,
  findings INTEGER NOT NULL,
  bytes    INTEGER NOT NULL,
  started  INTEGER NOT NULL,
  ended    INTEGER NOT NULL,
  PRIMARY KEY (run, first)
) STRICT, WITHOUT ROWID;

-- What is wrong, by the latest run of each directory.
CREATE VIEW finding AS
SELECT run.directory, artifact.path, artifact.outcome, artifact.reason
FROM run JOIN artifact ON artifact.run = run.number
WHERE artifact.outcome <> 'VERIFIED'
  AND run.number IN (SELECT MAX(number) FROM run GROUP BY directory);
