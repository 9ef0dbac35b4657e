-- A paper about one record: a scan, a resolution, a page of the web as it stood.
create table atlas.documents (
  id text primary key,
  subject_kind text not null check (subject_kind in ('engagement', 'organization')),
  subject_id text not null,
  title text not null check (title <> ''),
  kind text not null,
  language text not null default '',
  dated text not null default '',
  publisher text not null,
  address text,
  licence text not null,
  visibility text not null check (visibility in ('public', 'private')),
  private_reason text not null default '',
  -- For those who do not see a picture.
  alternative text not null default '',
  file_hash text not null references files.files (sha256),
  file_name text not null,
  state text not null check (state in ('reading', 'read', 'failed')),
  problem text,
  page_count integer not null default 0,
  sent_by text not null,
  sent_at timestamptz not null,
  check (visibility = 'public' or private_reason <> '')
);
create index documents_by_subject on atlas.documents (subject_kind, subject_id);
create index documents_by_file on atlas.documents (file_hash);
create index documents_to_read on atlas.documents (id) where state = 'reading';

create table atlas.document_pages (
  document_id text not null references atlas.documents (id) on delete cascade,
  number integer not null,
  text text not null,
  primary key (document_id, number)
);

-- Words of a page, as they stand in it: with where they stand, and of which bytes they are.
create table atlas.document_quotes (
  id text primary key,
  document_id text not null references atlas.documents (id) on delete cascade,
  page integer not null,
  starts_at integer not null,
  ends_at integer not null check (ends_at > starts_at),
  words text not null,
  sha256 text not null,
  -- False when the text was read anew and the words are there no longer.
  is_found boolean not null default true,
  marked_by text not null,
  marked_at timestamptz not null
);
create index quotes_by_document on atlas.document_quotes (document_id);
