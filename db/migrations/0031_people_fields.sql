-- What a private person has told us, field by field, each with its own audience.
create table people.fields (
  person_id text not null references people.people (id),
  field text not null,
  value text not null,
  audience text not null check (audience in ('public', 'members', 'cohort', 'staff', 'me')),
  changed_at timestamptz not null,
  primary key (person_id, field)
);
alter table people.fields enable row level security;
alter table people.fields force row level security;
create policy wall on people.fields
  using (exists (select from people.people where people.id = person_id))
  with check (exists (select from people.people where people.id = person_id));

-- Who looked at which sensitive fields of whom; shown to the person concerned.
create table people.looks (
  id bigint generated always as identity primary key,
  person_id text not null references people.people (id),
  looker text not null,
  looker_body_id text,
  fields text[] not null,
  looked_at timestamptz not null
);
create index looks_by_person on people.looks (person_id, looked_at desc);
alter table people.looks enable row level security;
alter table people.looks force row level security;
create policy wall on people.looks
  using (exists (select from people.people where people.id = person_id))
  with check (exists (select from people.people where people.id = person_id));
