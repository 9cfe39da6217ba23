CREATE TABLE cities (
  city TEXT NOT NULL PRIMARY KEY,
  created_at INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  key_epoch INTEGER NOT NULL
) STRICT;
CREATE TABLE data_keys (
  city TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  kek_id TEXT NOT NULL,
  wrapped BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (city, epoch)
) STRICT;
CREATE TABLE events (
  city TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  envelope BLOB NOT NULL,
  PRIMARY KEY (city, sequence)
) STRICT;
