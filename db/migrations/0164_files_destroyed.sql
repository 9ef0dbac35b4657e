-- Files that were destroyed, by their fingerprint: a register outside the database names them too, so that an older backup does not bring
-- them back (as for erasures, ADR 10).
create table files.destroyed (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  destroyed_at timestamptz not null
);
