-- A letter or statement that people put their names to: its terms, and the text that the first of them signed.
create table publications.letters (
  work_id text primary key references publications.works (id) on delete cascade,
  -- Whoever is sent the address with this at its end may read and sign before the letter is public.
  code text not null unique,
  who text not null default 'anybody' check (who in ('anybody', 'invited')),
  -- What those may do who work for the federal government, as the body's counsel has said.
  federal text not null default 'anybody' check (federal in ('anybody', 'personal', 'nobody')),
  sorted_by text not null default 'time' check (sorted_by in ('time', 'name')),
  closes_at timestamptz,
  closed_at timestamptz,
  -- Hashes of texts that say the same: what the first signer agreed to, and what was only mended in its spelling since.
  agreed_hashes text[] not null default '{}',
  opened_by text not null,
  opened_at timestamptz not null
);

-- Confirmed signatures of a letter, counted by shards, so that many may confirm at once and nobody counts rows for a page.
create table publications.letter_counts (
  work_id text not null references publications.letters (work_id) on delete cascade,
  shard smallint not null,
  signed integer not null default 0,
  primary key (work_id, shard)
);

-- One deed of moderation on many signatures, reversible as long as the letter stands.
create table publications.invalidations (
  id text primary key,
  work_id text not null references publications.letters (work_id) on delete cascade,
  conditions jsonb not null,
  reason text not null check (reason <> ''),
  count integer not null,
  done_by text not null,
  done_at timestamptz not null,
  undone_by text,
  undone_at timestamptz
);

create table publications.signatures (
  id text primary key,
  work_id text not null references publications.letters (work_id) on delete cascade,
  name text not null check (name <> ''),
  title text not null default '',
  capacity text not null check (capacity in ('personal', 'official')),
  address text not null,
  -- The same for every spelling of one mailbox, and of names that look alike.
  address_key text not null,
  name_key text not null,
  secret_hash text not null unique,
  -- The text that was agreed to.
  content_hash text not null default '',
  -- The text for which consent was asked again last.
  asked_hash text not null default '',
  state text not null default 'pending' check (state in ('pending', 'confirmed', 'withdrawn', 'invalid')),
  invalidation_id text references publications.invalidations (id),
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  withdrawn_at timestamptz,
  check (state <> 'confirmed' or (confirmed_at is not null and content_hash <> ''))
);
-- One mailbox signs a letter once.
create unique index one_signature on publications.signatures (work_id, address_key) where state in ('confirmed', 'invalid');
create index signatures_by_letter on publications.signatures (work_id, state, confirmed_at);
create index signatures_by_name on publications.signatures (work_id, name_key);
