-- A party named in a record says that a value is wrong. The value stays: the dispute stands beside it until the party withdraws it or staff
-- settle it, and pages of a past instant show those that stood then.
create table atlas.disputes (
  id text primary key,
  engagement_id text not null references atlas.engagements (id),
  party_id text not null references organizations.organizations (id),
  property text not null,
  -- What showed when it was disputed, in the words of the record.
  value text not null,
  reason text not null check (reason <> ''),
  source_title text not null,
  source_address text not null default '',
  said_by text not null,
  said_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'withdrawn', 'resolved')),
  ended_by text,
  ended_at timestamptz,
  ended_reason text,
  check ((state = 'open') = (ended_at is null)),
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_reason is null))
);
-- One party disputes one value once at a time.
create unique index disputes_standing on atlas.disputes (engagement_id, party_id, property) where state = 'open';
create index disputes_by_engagement on atlas.disputes (engagement_id);
