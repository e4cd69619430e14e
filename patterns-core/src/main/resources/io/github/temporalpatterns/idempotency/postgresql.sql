CREATE TABLE {table} (
  effect_key VARCHAR(255) NOT NULL PRIMARY KEY,
  state VARCHAR(16) NOT NULL,
  mode VARCHAR(16) NOT NULL,
  fingerprint VARCHAR(64),
  life VARCHAR(100),
  token BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  horizon BIGINT NOT NULL,
  first_seen BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  holder TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  strays INTEGER NOT NULL,
  outcome TEXT,
  decision TEXT);

CREATE INDEX {bare}_open ON {table} (first_seen)
  WHERE state IN ('RESERVED', 'UNKNOWN') OR strays > 0;

CREATE INDEX {bare}_past ON {table} (horizon) WHERE state <> 'EXPIRED';

CREATE TABLE {table}_schema (version INTEGER NOT NULL);

INSERT INTO {table}_schema (version) VALUES ({version});
