-- What somebody says of a stretch of a draft, and what others answer. A text never holds a trace of it: the stretch is found again
-- by its words and by what stands around them.
create table publications.comments (
  id text primary key,
  edition_id text not null references publications.editions (id) on delete cascade,
  -- The comment that this one answers; without one it begins a thread.
  answers text references publications.comments (id) on delete cascade,
  -- {quote, before, after, at} of what it speaks of.
  anchor jsonb,
  words text not null check (words <> ''),
  written_by text not null,
  -- Of somebody outside who was sent the text to read.
  reading_id text references publications.readings (id) on delete set null,
  written_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by text,
  check ((answers is null) = (anchor is not null)),
  check ((resolved_at is null) = (resolved_by is null)),
  check (answers is null or resolved_at is null)
);
create index comments_by_edition on publications.comments (edition_id);

-- Whom a comment speaks to by name.
create table publications.comment_mentions (
  comment_id text not null references publications.comments (id) on delete cascade,
  account_id text not null references access.accounts (id),
  primary key (comment_id, account_id)
);
