CREATE TABLE snapshots (
  city TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  envelope BYTEA NOT NULL,
  PRIMARY KEY (city, sequence)
);
CREATE TABLE blobs (
  city TEXT NOT NULL,
  id BYTEA NOT NULL,
  epoch BIGINT NOT NULL,
  length BIGINT NOT NULL,
  sealed_hash BYTEA NOT NULL,
  stored_at BIGINT NOT NULL,
  PRIMARY KEY (city, id)
);
