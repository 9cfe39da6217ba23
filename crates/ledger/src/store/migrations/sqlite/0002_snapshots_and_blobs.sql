CREATE TABLE snapshots (
  city TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  envelope BLOB NOT NULL,
  PRIMARY KEY (city, sequence)
) STRICT;
CREATE TABLE blobs (
  city TEXT NOT NULL,
  id BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  length INTEGER NOT NULL,
  sealed_hash BLOB NOT NULL,
  stored_at INTEGER NOT NULL,
  PRIMARY KEY (city, id)
) STRICT;
