-- Sheets of imports that answer reconciliation tools. Such tools cannot sign in, so the address itself is the secret; it reads with the right
-- of whoever opened it, for as long as they have it.
create table atlas.lookups (
  code text primary key,
  upload_id text not null references atlas.uploads (id) on delete cascade,
  sheet integer not null,
  -- The column whose cells are the names, from 0.
  name_column integer not null,
  opened_by text not null references access.accounts (id),
  opened_at timestamptz not null,
  unique (upload_id, sheet, name_column, opened_by)
);
