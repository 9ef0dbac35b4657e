-- Outside links of published texts and of their sources, fetched once for proof and looked at again from time to time. The bytes are a
-- private file of the house: they are others' works.
create table publications.captures (
  id text primary key,
  work_id text not null references publications.works (id),
  address text not null,
  -- Whether a source of the edition is found there, or the text alone links to it.
  is_source boolean not null,
  noted_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'captured', 'unreachable')),
  -- Of what was captured: where it was found, what it was, its fingerprint, and that of its words, which change less than pages do.
  final_address text not null default '',
  media_type text not null default '',
  sha256 text,
  words_sha256 text,
  file_hash text references files.files (sha256),
  captured_at timestamptz,
  -- Of the latest look.
  tries integer not null default 0,
  looked_at timestamptz,
  status integer,
  fault text not null default '',
  words_now text,
  due_at timestamptz not null,
  unique (work_id, address),
  check ((state = 'captured') = (captured_at is not null)),
  check ((captured_at is null) = (sha256 is null))
);
create index captures_due on publications.captures (due_at);
create index captures_by_file on publications.captures (file_hash);
