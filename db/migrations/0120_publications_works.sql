create schema publications;

-- A text with one address for as long as the site stands. What it says is in its editions.
create table publications.works (
  id text primary key,
  body_id text not null references bodies.bodies (id),
  kind text not null check (kind in ('report', 'article', 'statement', 'brief', 'toolkit', 'testimony', 'letter', 'news', 'video', 'dataset')),
  -- The end of its address; a former one leads on.
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,98}$'),
  is_sample boolean not null default false,
  -- When it was first read by the public; its editions say when each was.
  published_at timestamptz,
  begun_by text not null,
  begun_at timestamptz not null
);

-- Addresses that once were, and addresses kept for what is to come: none of them is given to anything else.
create table publications.addresses (
  slug text primary key check (slug ~ '^[a-z0-9][a-z0-9-]{1,98}$'),
  work_id text references publications.works (id),
  kind text not null check (kind in ('former', 'reserved')),
  reason text not null default '',
  recorded_by text not null,
  recorded_at timestamptz not null,
  check (kind = 'reserved' or work_id is not null)
);

create table publications.editions (
  id text primary key,
  work_id text not null references publications.works (id),
  number integer not null check (number > 0),
  state text not null check (state in ('draft', 'review', 'scheduled', 'published', 'superseded', 'withdrawn', 'gone')),
  language text not null default 'en',
  title text not null check (title <> ''),
  teaser text not null default '',
  -- A document of the schema in `texts`.
  content jsonb not null,
  -- SHA-256 of what a reader is told: title, teaser and text. What was cleared and signed is named by it.
  content_hash text not null,
  series text not null default '',
  topics text[] not null default '{}',
  pillars text[] not null default '{}',
  regions text[] not null default '{}',
  authors jsonb not null default '[]',
  hero jsonb,
  -- Works that the text cites, as CSL-JSON.
  bibliography jsonb not null default '[]',
  -- What changed since the edition before, for readers; a minor one is not announced.
  change_note text not null default '',
  is_minor boolean not null default false,
  -- Rises with every save: whoever saves over another's save is told.
  revision integer not null default 1,
  begun_by text not null,
  begun_at timestamptz not null,
  saved_by text not null,
  saved_at timestamptz not null,
  publish_at timestamptz,
  embargo_until timestamptz,
  published_at timestamptz,
  ended_at timestamptz,
  end_reason text not null default '',
  unique (work_id, number),
  check (state <> 'scheduled' or publish_at is not null),
  check (state not in ('published', 'superseded', 'withdrawn', 'gone') or published_at is not null),
  check (state not in ('withdrawn', 'gone') or end_reason <> '')
);
-- At most one that is written on, and one that is read.
create unique index one_draft on publications.editions (work_id) where state in ('draft', 'review', 'scheduled');
create unique index one_live on publications.editions (work_id) where state in ('published', 'withdrawn', 'gone');
create index editions_due on publications.editions (publish_at) where state = 'scheduled';

-- Every save of an edition, without limit and never changed.
create table publications.revisions (
  edition_id text not null references publications.editions (id),
  revision integer not null,
  title text not null,
  teaser text not null,
  content jsonb not null,
  content_hash text not null,
  saved_by text not null,
  saved_at timestamptz not null,
  primary key (edition_id, revision)
);

-- A sentence that was wrong, and what it says now: told on the page for as long as the edition stands.
create table publications.corrections (
  id text primary key,
  edition_id text not null references publications.editions (id),
  said text not null check (said <> ''),
  says text not null,
  reason text not null check (reason <> ''),
  corrected_by text not null,
  corrected_on date not null,
  corrected_at timestamptz not null
);
create index corrections_by_edition on publications.corrections (edition_id);

-- What stands first on a list, from when to when, in which order. The list is a topic, or empty for the front of all work.
create table publications.features (
  id text primary key,
  body_id text not null references bodies.bodies (id),
  list text not null default '',
  work_id text not null references publications.works (id),
  position integer not null default 0,
  starts_at timestamptz not null,
  ends_at timestamptz,
  set_by text not null,
  set_at timestamptz not null,
  check (ends_at is null or ends_at > starts_at)
);
create index features_by_list on publications.features (list);
