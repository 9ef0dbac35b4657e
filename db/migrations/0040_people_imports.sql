-- What a body knows of a person from its own lists. A card belongs to one body; what a person tells about themselves is in people.fields.
create table people.cards (
  body_id text not null references bodies.bodies (id),
  person_id text not null references people.people (id) on delete cascade,
  field text not null check (field in ('name', 'givenName', 'familyName', 'email', 'phone', 'organization', 'title', 'city', 'region',
    'postcode', 'country', 'language', 'note')),
  value text not null check (value <> ''),
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (body_id, person_id, field)
);
create index cards_by_person on people.cards (person_id);

-- One file of people. Until it is committed or thrown away it is a draft that holds the text of the file; afterwards the text is gone.
create table people.imports (
  id text primary key,
  body_id text not null references bodies.bodies (id),
  file_name text not null,
  content text,
  encoding text not null,
  delimiter text not null,
  begun_by text not null,
  begun_at timestamptz not null,
  committed_at timestamptz,
  undone_at timestamptz,
  counts jsonb not null default '{}'
);

create table people.import_rows (
  import_id text not null references people.imports (id),
  body_id text not null references bodies.bodies (id),
  row_number integer not null,
  row_hash text not null,
  outcome text not null check (outcome in ('added', 'updated', 'unchanged')),
  person_id text references people.people (id) on delete set null,
  primary key (import_id, row_number)
);
-- The same row a second time changes nothing; it is known by this.
create index import_rows_by_hash on people.import_rows (body_id, row_hash);
create index import_rows_by_person on people.import_rows (person_id);

create table people.import_rejects (
  import_id text not null references people.imports (id),
  body_id text not null references bodies.bodies (id),
  number integer not null,
  row_number integer not null,
  column_name text not null,
  value text not null,
  reason text not null,
  primary key (import_id, number)
);

-- What an import changed on which card, so that it can be taken back and later edits stay.
create table people.import_changes (
  import_id text not null references people.imports (id),
  body_id text not null references bodies.bodies (id),
  person_id text not null references people.people (id) on delete cascade,
  field text not null,
  before text,
  after text not null,
  primary key (import_id, person_id, field)
);

-- Who took which people out of the house; the file can be fetched for some minutes by whoever asked for it.
create table people.exports (
  id text primary key,
  body_id text not null references bodies.bodies (id),
  account_id text not null references access.accounts (id),
  -- Whom the file holds: those to whom it was written down, and nobody who came since.
  person_ids text[] not null,
  made_at timestamptz not null
);

do $$
declare each text;
begin
  foreach each in array array['imports', 'import_rows', 'import_rejects', 'import_changes', 'exports'] loop
    execute format('alter table people.%I enable row level security', each);
    execute format('alter table people.%I force row level security', each);
    execute format('create policy wall on people.%I using (bodies.is_open(body_id)) with check (bodies.is_open(body_id))', each);
  end loop;
end $$;
alter table people.cards enable row level security;
alter table people.cards force row level security;
-- Whom a card is about may read what it says.
create policy wall on people.cards using (bodies.is_open(body_id) or bodies.is_me(person_id)) with check (bodies.is_open(body_id));
