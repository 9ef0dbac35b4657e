create schema search;

create table search.documents (
  id bigint generated always as identity primary key,
  kind text not null,
  record_id text not null,
  title text not null,
  summary text not null default '',
  address text not null,
  audience text not null default 'public' check (audience in ('public', 'staff')),
  weight real not null default 1,
  length integer not null,
  unique (kind, record_id)
);

create table search.postings (
  term text not null,
  document_id bigint not null references search.documents (id) on delete cascade,
  frequency real not null,
  primary key (term, document_id)
);
create index postings_by_document on search.postings (document_id);
-- Prefix search for the word being typed; the database's own collation order does not serve "like".
create index postings_by_prefix on search.postings (term text_pattern_ops);
