create schema files;

-- Archived copies of sources and uploaded documents, by the hash of their bytes.
create table files.files (
  hash text primary key,
  media_type text not null,
  bytes bytea not null,
  size integer not null,
  kept_at timestamptz not null default now()
);
