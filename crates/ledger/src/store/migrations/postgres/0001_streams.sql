CREATE TABLE cities (
  city TEXT NOT NULL PRIMARY KEY,
  created_at BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  key_epoch BIGINT NOT NULL
);
CREATE TABLE data_keys (
  city TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  kek_id TEXT NOT NULL,
  wrapped BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (city, epoch)
);
CREATE TABLE events (
  city TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  envelope BYTEA NOT NULL,
  PRIMARY KEY (city, sequence)
);
