CREATE TABLE {prefix}patterns_effect (
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

CREATE INDEX {index}patterns_effect_open ON {prefix}patterns_effect (first_seen)
  WHERE state IN ('RESERVED', 'UNKNOWN') OR strays > 0;

CREATE INDEX {index}patterns_effect_past ON {prefix}patterns_effect (horizon) WHERE state <> 'EXPIRED';

CREATE TABLE {prefix}patterns_effect_schema (version INTEGER NOT NULL);

INSERT INTO {prefix}patterns_effect_schema (version) VALUES (1);
