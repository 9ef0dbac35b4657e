-- Stored files by the fingerprint of their bytes: the same file sent twice is kept once. Who may have one is for the record that names it.
create schema files;

create table files.files (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  -- As the bytes say; the name of a file says nothing.
  media_type text not null,
  size integer not null check (size = length(bytes)),
  bytes bytea not null,
  stored_at timestamptz not null
);
