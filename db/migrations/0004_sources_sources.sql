create schema sources;

create table sources.sources (
  id text primary key,
  title text not null,
  publisher text not null,
  kind text not null check (kind in ('statute', 'register', 'dataset', 'encyclopedia', 'declaration', 'web page',
    'press release', 'resolution', 'survey answer', 'letter', 'document')),
  address text,
  published text,
  -- EDTF: many archives say only in which month they were read.
  retrieved_on text not null default '',
  licence text not null,
  attribution text not null default '',
  -- SHA-256 of the archived copy, whether the bytes are kept here (files.files) or only their fingerprint is.
  copy_hash text,
  note text not null default '',
  recorded_at timestamptz not null default now()
);
