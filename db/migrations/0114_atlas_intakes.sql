-- A government is asked what it does abroad. What it answers is its own: nothing of it is public before it has confirmed the exact words.
create table atlas.intakes (
  id text primary key,
  government_id text not null references organizations.organizations (id),
  contact_name text not null default '',
  address text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  due_on date not null,
  opened_at timestamptz,
  sent_at timestamptz,
  reminded_at timestamptz,
  closed_at timestamptz,
  -- Rows of each section as JSON. Text, because whoever is erased is cut out of it.
  answers text not null default '{}',
  -- Sections that its holder has gone through, and those that may become public once confirmed.
  finished text[] not null default '{}',
  consented text[] not null default '{}'
);
create index intakes_waiting on atlas.intakes (due_on) where sent_at is null and closed_at is null;

-- Unguessable ends of mailed addresses, as hashes. A reminder brings another; all of them lead to the same form.
create table atlas.intake_links (
  code_hash text primary key,
  intake_id text not null references atlas.intakes (id) on delete cascade,
  made_at timestamptz not null,
  expires_at timestamptz not null
);
create index intake_links_by_intake on atlas.intake_links (intake_id);
