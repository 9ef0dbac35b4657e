-- A figure of a published text that says something else by now: somebody decides what becomes of it; the text never changes by itself.
create table publications.figure_reviews (
  id text primary key,
  work_id text not null references publications.works (id),
  edition_id text not null references publications.editions (id),
  kind text not null,
  reference text not null,
  as_of text not null,
  said text not null,
  -- What the source says now; and what it says today of the day as of which it was cited, where that differs from the text.
  says_now text not null,
  says_as_cited text not null,
  found_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  decision text check (decision in ('kept', 'next-edition')),
  note text not null default '',
  check ((settled_at is null) = (decision is null)),
  unique (edition_id, kind, reference, as_of, said, says_now, says_as_cited)
);
create index figure_reviews_open on publications.figure_reviews (found_at) where settled_at is null;
