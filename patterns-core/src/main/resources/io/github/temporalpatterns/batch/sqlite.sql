CREATE TABLE {table} (
  batch VARCHAR(255) NOT NULL PRIMARY KEY,
  layout INTEGER NOT NULL,
  session BIGINT NOT NULL,
  commits BIGINT NOT NULL);

CREATE TABLE {table}_part (
  batch VARCHAR(255) NOT NULL,
  first_item BIGINT NOT NULL,
  last_item BIGINT NOT NULL,
  retried BIGINT NOT NULL,
  last_key VARCHAR(1000),
  PRIMARY KEY (batch, first_item)) WITHOUT ROWID;

CREATE TABLE {table}_skip (
  batch VARCHAR(255) NOT NULL,
  item BIGINT NOT NULL,
  reason VARCHAR(100) NOT NULL,
  PRIMARY KEY (batch, item)) WITHOUT ROWID;

CREATE TABLE {table}_schema (version INTEGER NOT NULL);

INSERT INTO {table}_schema (version) VALUES ({version});
