CREATE TABLE erasures (
  city TEXT NOT NULL PRIMARY KEY,
  begun_at INTEGER NOT NULL,
  finished_at INTEGER,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  data_keys INTEGER NOT NULL,
  key_ids TEXT NOT NULL
) STRICT;
CREATE TABLE rollbacks (
  city TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  known_sequence INTEGER NOT NULL,
  known_hash BLOB NOT NULL,
  restored_sequence INTEGER NOT NULL,
  restored_hash BLOB NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (city, recorded_at)
) STRICT;
