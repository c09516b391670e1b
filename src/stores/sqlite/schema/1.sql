-- The store of Arrears, format arrears-sqlite-1. docs/store.md says what the columns mean.
-- Days count from 1970-01-01, instants are seconds since then (UTC), money is in minor units.
CREATE TABLE meta (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('format', 'arrears-sqlite-1');

CREATE TABLE shard (
  tenant TEXT NOT NULL,
  shard INTEGER NOT NULL,
  position INTEGER NOT NULL,
  head BLOB NOT NULL,
  recorded_at INTEGER NOT NULL,
  open_day INTEGER,
  inbox_done INTEGER NOT NULL,
  inbox_last INTEGER NOT NULL,
  rulebook BLOB NOT NULL,
  packs BLOB NOT NULL,
  PRIMARY KEY (tenant, shard)
) STRICT, WITHOUT ROWID;

CREATE TABLE payments_complete (
  tenant TEXT NOT NULL,
  shard INTEGER NOT NULL,
  source TEXT NOT NULL,
  through INTEGER NOT NULL,
  PRIMARY KEY (tenant, shard, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox (
  tenant TEXT NOT NULL,
  shard INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  key TEXT NOT NULL,
  public_hash BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  row_hash BLOB NOT NULL,
  fact BLOB,
  fact_hash BLOB,
  PRIMARY KEY (tenant, shard, sequence)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX inbox_by_key ON inbox (tenant, shard, key);

CREATE TABLE entry (
  tenant TEXT NOT NULL,
  shard INTEGER NOT NULL,
  stream_kind INTEGER NOT NULL,
  stream_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  position INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  business_day INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind INTEGER NOT NULL,
  schema INTEGER NOT NULL,
  rulebook BLOB NOT NULL,
  packs BLOB NOT NULL,
  semantics INTEGER NOT NULL,
  payload BLOB NOT NULL,
  commitments BLOB NOT NULL,
  previous BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (tenant, shard, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX entry_by_stream ON entry (tenant, shard, stream_kind, stream_id, number);

CREATE TABLE private (
  tenant TEXT NOT NULL,
  shard INTEGER NOT NULL,
  person TEXT NOT NULL,
  key TEXT NOT NULL,
  position INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  salt BLOB NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (tenant, shard, position, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX private_by_person ON private (tenant, shard, person);

CREATE TABLE case_row (
  tenant TEXT NOT NULL,
  shard INTEGER NOT NULL,
  id TEXT NOT NULL,
  debtor TEXT NOT NULL,
  creditor TEXT NOT NULL,
  plan TEXT NOT NULL,
  state TEXT NOT NULL,
  closed INTEGER NOT NULL,
  wake INTEGER,
  look INTEGER,
  payments_wake INTEGER,
  reads_person INTEGER NOT NULL,
  debt INTEGER NOT NULL,
  currency TEXT NOT NULL,
  debt_on INTEGER NOT NULL,
  value BLOB NOT NULL,
  claim_keys TEXT NOT NULL,
  due INTEGER AS (coalesce(min(wake * 86400, look), wake * 86400, look)) VIRTUAL,
  PRIMARY KEY (tenant, shard, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_due ON case_row (tenant, shard, due) WHERE due IS NOT NULL;
CREATE INDEX case_by_debtor ON case_row (tenant, shard, debtor);
CREATE INDEX case_waits ON case_row (tenant, shard, payments_wake)
  WHERE payments_wake IS NOT NULL;

CREATE TABLE claim_key (
  tenant TEXT NOT NULL,
  shard INTEGER NOT NULL,
  key TEXT NOT NULL,
  case_id TEXT NOT NULL,
  PRIMARY KEY (tenant, shard, key, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_key_by_case ON claim_key (tenant, shard, case_id);

CREATE TABLE person (
  tenant TEXT NOT NULL,
  shard INTEGER NOT NULL,
  id TEXT NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (tenant, shard, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  tenant TEXT NOT NULL,
  shard INTEGER NOT NULL,
  order_key TEXT NOT NULL,
  case_id TEXT NOT NULL,
  person TEXT NOT NULL,
  channel TEXT NOT NULL,
  message TEXT NOT NULL,
  kind INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  expires INTEGER,
  PRIMARY KEY (tenant, shard, order_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (tenant, shard, not_before);

CREATE TABLE unmatched (
  tenant TEXT NOT NULL,
  shard INTEGER NOT NULL,
  key TEXT NOT NULL,
  sum INTEGER NOT NULL,
  currency TEXT NOT NULL,
  value_date INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (tenant, shard, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE archive (
  tenant TEXT NOT NULL,
  hash BLOB NOT NULL,
  bytes BLOB NOT NULL,
  row_hash BLOB NOT NULL,
  PRIMARY KEY (tenant, hash)
) STRICT, WITHOUT ROWID;
