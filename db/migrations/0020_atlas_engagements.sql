create schema atlas;

create table atlas.batches (
  id text primary key,
  title text not null,
  -- A batch is one run over one package of files; its licence travels with every row it made.
  licence text not null,
  is_share_alike boolean not null default false,
  actor text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  undone_at timestamptz,
  counts jsonb not null default '{}'
);

create table atlas.rejects (
  batch_id text not null references atlas.batches (id),
  number integer not null,
  file text not null,
  row_number integer not null,
  column_name text not null default '',
  value text not null default '',
  reason text not null,
  explanation text not null,
  primary key (batch_id, number)
);

create table atlas.networks (
  id text primary key references organizations.organizations (id),
  mandate text not null default '',
  -- What a record of membership in this network rests on, and until when it was seen.
  membership_note text not null default ''
);

create table atlas.engagements (
  id text primary key,
  created_at timestamptz not null,
  batch_id text references atlas.batches (id),
  visibility text not null default 'public' check (visibility in ('public', 'staff')),
  is_sample boolean not null default false
);

-- What was known of an engagement between two instants; the row without an end is what is known now.
-- Derived from the statement ledger by atlas/engagements/rules, never typed in.
create table atlas.versions (
  engagement_id text not null references atlas.engagements (id),
  known_from timestamptz not null,
  known_to timestamptz,
  title text not null,
  form text not null check (form in ('standing-tie', 'instrument', 'event', 'presence', 'membership', 'transfer', 'position', 'adverse-act')),
  kind text not null,
  us_ids text[] not null,
  abroad_ids text[] not null,
  network_id text references atlas.networks (id),
  started text not null default '',
  ended text not null default '',
  starts_on date,
  ends_on date,
  legal text not null default 'unknown' check (legal in ('in-force', 'expired', 'terminated', 'suspended', 'not-binding', 'unknown')),
  recognition text not null default 'unknown' check (recognition in ('recognized', 'not-recognized', 'unknown')),
  activity text not null default 'unknown' check (activity in ('active', 'dormant', 'unknown')),
  verification text not null default 'reported' check (verification in ('reported', 'sourced', 'confirmed-by-one', 'confirmed-by-both')),
  themes text[] not null default '{}',
  source_kinds text[] not null default '{}',
  is_documented boolean not null default false,
  note text not null default '',
  primary key (engagement_id, known_from),
  check (known_to is null or known_to > known_from)
);
create unique index versions_current on atlas.versions (engagement_id) where known_to is null;
create index versions_us on atlas.versions using gin (us_ids) where known_to is null;
create index versions_abroad on atlas.versions using gin (abroad_ids) where known_to is null;
create index versions_network on atlas.versions (network_id) where known_to is null;
create index versions_changed on atlas.versions (known_from);

-- Parties of the current version, for joins and foreign keys; an engagement may have any number on each side.
create table atlas.participations (
  engagement_id text not null references atlas.engagements (id),
  organization_id text not null references organizations.organizations (id),
  side text not null check (side in ('us', 'abroad')),
  position integer not null default 0,
  primary key (engagement_id, organization_id, side)
);
create index participations_by_organization on atlas.participations (organization_id);

create table atlas.rules (
  id text primary key,
  jurisdiction_id text references organizations.organizations (id),
  citation text not null,
  title text not null,
  summary text not null,
  address text not null,
  source_id text references sources.sources (id),
  effective_on text not null default '', -- EDTF
  deadline_on text not null default '',
  effect text not null check (effect in ('prohibit', 'terminate', 'report', 'encourage')),
  scope jsonb not null,
  exceptions text[] not null default '{}',
  doubts text[] not null default '{}',
  version integer not null default 1
);

create table atlas.findings (
  rule_id text not null references atlas.rules (id),
  engagement_id text not null references atlas.engagements (id),
  outcome text not null check (outcome in ('may-touch', 'needs-facts')),
  reasons jsonb not null,
  computed_at timestamptz not null,
  determination text check (determination in ('applies', 'does-not-apply', 'open')),
  determined_by text,
  determined_at timestamptz,
  determination_reason text,
  primary key (rule_id, engagement_id)
);

create table atlas.gaps (
  id text primary key,
  about_id text references organizations.organizations (id),
  question text not null,
  why text not null,
  source_id text references sources.sources (id),
  closed_at timestamptz
);

create table atlas.corrections (
  id text primary key,
  subject_kind text not null check (subject_kind in ('engagement', 'organization')),
  subject_id text not null,
  property text not null,
  proposed_value text not null,
  evidence text not null,
  evidence_address text not null default '',
  contact text not null default '',
  asked_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined')),
  decided_by text,
  decided_at timestamptz,
  decision_reason text
);
create index corrections_open on atlas.corrections (asked_at) where state = 'open';
