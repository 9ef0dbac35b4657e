-- A file as it came, on its way to records. It bears the id of the batch it becomes, so that a statement finds the cell it rests on.
create table atlas.uploads (
  id text primary key,
  title text not null,
  state text not null check (state in ('receiving', 'reading', 'mapping', 'comparing', 'ready', 'committing', 'done', 'failed')),
  sent_by text not null,
  sent_at timestamptz not null,
  -- How far the work in hand has come: what is being done, how many of how many.
  doing text not null default '',
  steps_done integer not null default 0,
  steps_all integer not null default 0,
  -- Why it could not be read, or must be looked at again.
  problem text,
  source_id text references sources.sources (id),
  recipe_id text,
  mapping jsonb,
  counts jsonb not null default '{}',
  -- Of all outcomes: what was seen before the commit is what is committed.
  digest text not null default '',
  -- Who said yes to the commit.
  turned_by text,
  -- The process that has it in hand, and until when nobody else takes it up.
  worker text,
  leased_until timestamptz
);
create index uploads_in_hand on atlas.uploads (id) where state in ('reading', 'comparing', 'committing');

create table atlas.upload_files (
  upload_id text not null references atlas.uploads (id) on delete cascade,
  number integer not null,
  name text not null,
  size bigint not null default 0,
  sha256 text not null default '',
  encoding text not null default '',
  delimiter text not null default '',
  primary key (upload_id, number)
);

-- Bytes on their way in, a megabyte each; gone once the rows are read.
create table atlas.upload_parts (
  upload_id text not null references atlas.uploads (id) on delete cascade,
  file_number integer not null,
  number integer not null,
  bytes bytea not null,
  primary key (upload_id, file_number, number)
);

create table atlas.upload_sheets (
  upload_id text not null references atlas.uploads (id) on delete cascade,
  number integer not null,
  file_number integer not null,
  name text not null,
  fields text[],
  is_hidden boolean not null default false,
  notes text[] not null default '{}',
  -- Where its heading was found, and what stands in its columns.
  heading jsonb not null,
  columns jsonb not null default '[]',
  row_count integer not null default 0,
  primary key (upload_id, number)
);

-- Raw cells, some hundred rows in each block, never changed: what a statement cites stands here. JSON in a column of text, because a cell
-- may hold characters that jsonb refuses.
create table atlas.upload_blocks (
  upload_id text not null,
  sheet_number integer not null,
  first_row integer not null,
  last_row integer not null,
  rows text not null,
  primary key (upload_id, sheet_number, first_row),
  foreign key (upload_id, sheet_number) references atlas.upload_sheets (upload_id, number) on delete cascade
);

-- What each row would do or has done: created + updated + unchanged + rejected are all that were read.
create table atlas.upload_outcomes (
  upload_id text not null references atlas.uploads (id) on delete cascade,
  row_number integer not null,
  outcome text not null check (outcome in ('new', 'changed', 'conflicting', 'same', 'rejected')),
  engagement_id text,
  title text not null default '',
  column_name text not null default '',
  value text not null default '',
  reason text not null default '',
  explanation text not null default '',
  primary key (upload_id, row_number)
);
create index upload_outcomes_by_kind on atlas.upload_outcomes (upload_id, outcome, reason, row_number);

-- Names that a file uses for governments and places, each once, and what they were taken to mean.
create table atlas.mentions (
  upload_id text not null references atlas.uploads (id) on delete cascade,
  -- Name, country and region as the source writes them, folded.
  key text not null,
  source_id text references sources.sources (id),
  name text not null,
  country text not null default '',
  region text not null default '',
  latitude double precision,
  longitude double precision,
  first_row integer not null,
  row_count integer not null,
  decision text not null check (decision in ('automatic', 'review', 'none')),
  words text not null,
  candidates jsonb not null default '[]',
  organization_id text references organizations.organizations (id),
  -- What a person said: this one, or none of them. It holds for the same words of the same source ever after.
  answer text check (answer in ('chosen', 'none')),
  answered_by text,
  answered_at timestamptz,
  primary key (upload_id, key)
);
create index mentions_open on atlas.mentions (upload_id, row_count desc) where decision <> 'automatic' and answer is null;
create index mentions_answered on atlas.mentions (source_id, key) where answer is not null;

-- Which column is what, kept by name and offered when a file with the same headings comes.
create table atlas.recipes (
  id text primary key,
  name text not null unique,
  source_id text not null references sources.sources (id),
  headings text not null,
  mapping jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null
);
create index recipes_by_headings on atlas.recipes (headings);
alter table atlas.uploads add foreign key (recipe_id) references atlas.recipes (id);

-- Statements that a batch took back because its source no longer says them; undoing the batch says them again.
create table atlas.withdrawals (
  batch_id text not null references atlas.batches (id),
  statement_id text not null,
  primary key (batch_id, statement_id)
);
