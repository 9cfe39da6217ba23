CREATE TABLE erasures (
  city TEXT NOT NULL PRIMARY KEY,
  begun_at BIGINT NOT NULL,
  finished_at BIGINT,
  sequence BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  data_keys BIGINT NOT NULL,
  key_ids TEXT NOT NULL
);
CREATE TABLE rollbacks (
  city TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  known_sequence BIGINT NOT NULL,
  known_hash BYTEA NOT NULL,
  restored_sequence BIGINT NOT NULL,
  restored_hash BYTEA NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (city, recorded_at)
);
