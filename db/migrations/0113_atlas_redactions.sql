-- Words and parts taken out of a document: a new one is made, in which they are not, and the old one is kept from the public or destroyed.
create table atlas.redactions (
  id text primary key,
  -- No reference: the document may be destroyed.
  document_id text not null,
  -- Which bytes it was made from.
  sha256 text not null,
  -- What is to go; emptied once it is gone, or it would stand here.
  words jsonb not null,
  boxes jsonb not null,
  title text not null,
  visibility text not null check (visibility in ('public', 'private')),
  fate text not null check (fate in ('private', 'destroyed')),
  reason text not null check (reason <> ''),
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
  problem text,
  removed integer not null default 0,
  result_id text,
  asked_by text not null,
  asked_at timestamptz not null,
  done_at timestamptz,
  -- When the files of the database were written anew without what was destroyed.
  scrubbed_at timestamptz,
  check (state <> 'done' or (result_id is not null and words = '[]'::jsonb))
);
create index redactions_by_document on atlas.redactions (document_id);
create unique index redactions_one_at_a_time on atlas.redactions (document_id) where state = 'waiting';
create index redactions_by_result on atlas.redactions (result_id);
