CREATE TABLE reading (
  line INTEGER NOT NULL PRIMARY KEY,
  station TEXT NOT NULL,
  taken TEXT NOT NULL,
  celsius REAL NOT NULL);

CREATE TABLE patterns_batch (
  batch VARCHAR(255) NOT NULL PRIMARY KEY,
  layout INT NOT NULL,
  session BIGINT NOT NULL,
  commits BIGINT NOT NULL);

CREATE TABLE patterns_batch_part (
  batch VARCHAR(255) NOT NULL,
  first_item BIGINT NOT NULL,
  last_item BIGINT NOT NULL,
  retried BIGINT NOT NULL,
  last_key VARCHAR(1000),
  PRIMARY KEY (batch, first_item));

CREATE TABLE patterns_batch_skip (
  batch VARCHAR(255) NOT NULL,
  item BIGINT NOT NULL,
  reason VARCHAR(100) NOT NULL,
  PRIMARY KEY (batch, item));

CREATE TABLE patterns_batch_schema (version INTEGER NOT NULL);

INSERT INTO patterns_batch_schema (version) VALUES (1);
