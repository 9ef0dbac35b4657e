-- Authors who serve, or served, where texts must be cleared before they are published: what became of it, for one edition each.
create table publications.clearances (
  edition_id text not null references publications.editions (id) on delete cascade,
  author text not null check (author <> ''),
  state text not null check (state in ('not-required', 'submitted', 'cleared')),
  -- Of the office that cleared it: its name and number.
  reference text not null default '',
  -- The text that was submitted or cleared: another text is not cleared by it.
  content_hash text not null,
  noted_on date not null,
  noted_by text not null,
  noted_at timestamptz not null,
  primary key (edition_id, author),
  check (state <> 'cleared' or reference <> '')
);

-- Somebody outside who reads one edition before the public does, by a link of their own: to check its facts, or to report on it
-- when the embargo ends.
create table publications.readings (
  id text primary key,
  edition_id text not null references publications.editions (id) on delete cascade,
  purpose text not null check (purpose in ('fact-check', 'press')),
  name text not null check (name <> ''),
  address text not null,
  secret_hash text not null unique,
  -- The text that was sent. What is read by the link is always the latest, and says so when it differs.
  content_hash text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  answered_at timestamptz,
  verdict text check (verdict in ('right', 'mend')),
  answer text not null default '',
  check ((answered_at is null) = (verdict is null))
);
create index readings_by_edition on publications.readings (edition_id);
