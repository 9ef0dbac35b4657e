-- Two records of one body that may be one person, and what somebody decided. A judgement is remembered: the pair is not asked about again.
create table people.pairs (
  id text primary key,
  body_id text not null references bodies.bodies (id),
  one_id text not null references people.people (id) on delete cascade,
  other_id text not null references people.people (id) on delete cascade,
  bits real not null,
  found_at timestamptz not null,
  verdict text check (verdict in ('same', 'different', 'later')),
  judged_by text,
  judged_at timestamptz,
  unique (body_id, one_id, other_id),
  check (one_id collate "C" < other_id collate "C")
);

-- A merge is a deed of one body: what that body holds about the one becomes about the other. Other bodies and the person's own
-- words stay as they are.
create table people.merges (
  id text primary key,
  body_id text not null references bodies.bodies (id),
  pair_id text references people.pairs (id) on delete set null,
  kept_id text not null references people.people (id) on delete cascade,
  gone_id text not null references people.people (id) on delete cascade,
  merged_by text not null,
  merged_at timestamptz not null,
  undone_at timestamptz,
  check (kept_id <> gone_id)
);
-- The old address leads on.
create unique index merges_standing on people.merges (body_id, gone_id) where undone_at is null;
create index merges_by_kept on people.merges (kept_id);

-- Every row a merge touched, as it was and as it became, in order: taking apart goes backwards.
create table people.merge_rows (
  merge_id text not null references people.merges (id) on delete cascade,
  body_id text not null references bodies.bodies (id),
  number integer not null,
  place text not null,
  before jsonb,
  after jsonb,
  primary key (merge_id, number),
  check (before is not null or after is not null)
);

do $$
declare each text;
begin
  foreach each in array array['pairs', 'merges', 'merge_rows'] loop
    execute format('alter table people.%I enable row level security', each);
    execute format('alter table people.%I force row level security', each);
    execute format('create policy wall on people.%I using (bodies.is_open(body_id)) with check (bodies.is_open(body_id))', each);
  end loop;
end $$;
