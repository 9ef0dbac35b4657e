-- Words by which a body sorts organizations, and what they are to it. No other body sees either, and the public record knows nothing of them.
create table atlas.tags (
  body_id text not null references bodies.bodies (id),
  organization_id text not null references organizations.organizations (id),
  tag text not null check (tag <> '' and length(tag) <= 60),
  tagged_by text not null,
  tagged_at timestamptz not null,
  primary key (body_id, organization_id, tag)
);
create index tags_by_organization on atlas.tags (organization_id);

create table atlas.standings (
  body_id text not null references bodies.bodies (id),
  organization_id text not null references organizations.organizations (id),
  standing text not null check (standing in ('contact', 'partner', 'member')),
  since date not null,
  until date,
  set_by text not null,
  set_at timestamptz not null,
  primary key (body_id, organization_id, standing),
  check (until is null or until >= since)
);
create index standings_by_organization on atlas.standings (organization_id);

-- One deed of a body on many organizations: first planned and shown, then done in one go, and for a month undone exactly.
create table atlas.bulk_actions (
  id text primary key,
  body_id text not null references bodies.bodies (id),
  kind text not null check (kind in ('add-tag', 'remove-tag', 'begin-standing', 'end-standing')),
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
create index bulk_actions_in_hand on atlas.bulk_actions (id) where state in ('doing', 'undoing');

-- Every row it changes, as it was and as it becomes.
create table atlas.bulk_rows (
  action_id text not null references atlas.bulk_actions (id) on delete cascade,
  body_id text not null references bodies.bodies (id),
  number integer not null,
  organization_id text not null references organizations.organizations (id),
  place text not null,
  before jsonb,
  after jsonb,
  state text not null default 'planned' check (state in ('planned', 'done', 'skipped', 'undone', 'refused')),
  primary key (action_id, number),
  check (before is not null or after is not null)
);

do $$
declare each text;
begin
  foreach each in array array['tags', 'standings', 'bulk_actions', 'bulk_rows'] loop
    execute format('alter table atlas.%I enable row level security', each);
    execute format('alter table atlas.%I force row level security', each);
    execute format('create policy wall on atlas.%I using (bodies.is_open(body_id)) with check (bodies.is_open(body_id))', each);
  end loop;
end $$;
