-- How far a government, or a state with all its governments, has been asked and has answered: what a count has to be read with. A line is
-- never edited: the next one about the same government and form replaces it, so that a past figure keeps its denominator.
create table atlas.coverage (
  id text primary key,
  organization_id text not null references organizations.organizations (id),
  -- Of which form of engagement; empty for all of them.
  form text not null default '' check (form in ('', 'standing-tie', 'instrument', 'event', 'presence', 'membership', 'transfer', 'position', 'adverse-act')),
  asked_on date,
  answered_on date,
  complete_as_of date,
  state text not null check (state in ('complete', 'partial', 'unknown')),
  source_title text not null check (source_title <> ''),
  source_address text not null default '',
  note text not null default '',
  said_by text not null,
  said_at timestamptz not null,
  replaced_at timestamptz,
  check (state <> 'complete' or complete_as_of is not null),
  check (answered_on is null or asked_on is null or answered_on >= asked_on)
);
create unique index coverage_standing on atlas.coverage (organization_id, form) where replaced_at is null;
