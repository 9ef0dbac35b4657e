-- When a record is to be looked at again: two years after a party confirmed it, unless staff set another day.
create table atlas.checks (
  engagement_id text primary key references atlas.engagements (id),
  due_on date not null,
  reason text not null default '',
  set_by text not null,
  set_at timestamptz not null,
  -- When staff were told that it is due.
  told_at timestamptz
);
create index checks_by_day on atlas.checks (due_on);

-- A party asked by letter whether a record is right. The code opens one answer, once; the address goes when the question is over.
create table atlas.check_letters (
  id text primary key,
  engagement_id text not null references atlas.engagements (id),
  party_id text not null references organizations.organizations (id),
  address text not null,
  secret_hash text not null unique,
  asked_by text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz
);
create index check_letters_by_engagement on atlas.check_letters (engagement_id);
