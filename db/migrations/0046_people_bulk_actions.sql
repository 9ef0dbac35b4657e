-- Words by which a body sorts the people it knows; no other body sees them.
create table people.tags (
  body_id text not null references bodies.bodies (id),
  person_id text not null references people.people (id) on delete cascade,
  tag text not null check (tag <> '' and length(tag) <= 60),
  tagged_by text not null,
  tagged_at timestamptz not null,
  primary key (body_id, person_id, tag)
);
create index tags_by_person on people.tags (person_id);

-- One deed on many people of one body: first planned and shown, then done in one go, and for a month undone exactly.
create table people.bulk_actions (
  id text primary key,
  body_id text not null references bodies.bodies (id),
  kind text not null check (kind in ('add-tag', 'remove-tag', 'set-field', 'end-standing', 'resume-standing')),
  -- Of which field or standing; null for tags, which name themselves.
  field text,
  value text not null,
  chosen integer not null,
  state text not null default 'planned' check (state in ('planned', 'doing', 'done', 'undoing', 'undone')),
  planned_by text not null,
  planned_at timestamptz not null,
  -- Who said yes to it, or to taking it back.
  turned_by text,
  done_at timestamptz,
  undone_at timestamptz
);
create index bulk_actions_in_hand on people.bulk_actions (id) where state in ('doing', 'undoing');

-- Every row it changes, as it was and as it becomes.
create table people.bulk_rows (
  action_id text not null references people.bulk_actions (id) on delete cascade,
  body_id text not null references bodies.bodies (id),
  number integer not null,
  person_id text not null references people.people (id) on delete cascade,
  place text not null,
  before jsonb,
  after jsonb,
  state text not null default 'planned' check (state in ('planned', 'done', 'skipped', 'undone', 'refused')),
  primary key (action_id, number),
  check (before is not null or after is not null)
);
create index bulk_rows_by_person on people.bulk_rows (person_id);

do $$
declare each text;
begin
  foreach each in array array['tags', 'bulk_actions', 'bulk_rows'] loop
    execute format('alter table people.%I enable row level security', each);
    execute format('alter table people.%I force row level security', each);
    execute format('create policy wall on people.%I using (bodies.is_open(body_id)) with check (bodies.is_open(body_id))', each);
  end loop;
end $$;
-- Whom a word is said of may read it.
drop policy wall on people.tags;
create policy wall on people.tags using (bodies.is_open(body_id) or bodies.is_me(person_id)) with check (bodies.is_open(body_id));
