-- What a private person has told us, field by field, each with its own audience. A name is at least for staff: they must know whom they serve.
create table people.fields (
  person_id text not null references people.people (id),
  field text not null,
  value text not null,
  audience text not null check (audience in ('public', 'members', 'cohort', 'staff', 'me')),
  changed_at timestamptz not null,
  primary key (person_id, field),
  check (field <> 'name' or audience <> 'me')
);

-- Does staff whose bodies are open know this person?
create function people.is_known(person text) returns boolean language sql stable as $$
  select exists (select from bodies.belongings belonging where belonging.person_id = person and bodies.is_open(belonging.body_id))
$$;

alter table people.fields enable row level security;
alter table people.fields force row level security;
-- The same as maySee() of kernel/profiles says; a test holds them together. Cohorts come with the members module.
create policy wall on people.fields
  using (bodies.is_whole() or bodies.is_me(person_id) or audience = 'public'
    or (audience <> 'me' and people.is_known(person_id))
    or (audience = 'members' and bodies.is_fellow(person_id)))
  with check (bodies.is_whole() or bodies.is_me(person_id) or people.is_known(person_id));

-- A private person exists for those who may read the name; public office holders exist for everybody.
alter table people.people enable row level security;
alter table people.people force row level security;
create policy wall on people.people
  using (is_public or bodies.is_whole() or bodies.is_me(id) or people.is_known(id)
    or exists (select from people.fields field where field.person_id = id and field.field = 'name'))
  with check (is_public or bodies.is_me(id) or coalesce(current_setting('legation.bodies', true), '') <> '');

-- Who looked at which sensitive fields of whom, and for which body; shown to the person concerned.
create table people.looks (
  id bigint generated always as identity primary key,
  person_id text not null references people.people (id),
  looker text not null,
  looker_body_id text references bodies.bodies (id),
  fields text[] not null,
  looked_at timestamptz not null
);
create index looks_by_person on people.looks (person_id, looked_at desc);
alter table people.looks enable row level security;
alter table people.looks force row level security;
create policy wall on people.looks using (bodies.is_me(person_id) or bodies.is_open(looker_body_id))
  with check (bodies.is_open(looker_body_id));

-- Entries about a person or an account are for those who may know of them. Anybody may add; nobody may change (see 0002).
alter table audit.entries enable row level security;
alter table audit.entries force row level security;
create function audit.is_visible(subject text, detail jsonb) returns boolean language sql stable as $$
  select bodies.is_whole() or ((detail->>'body' is null or bodies.is_open(detail->>'body')) and case split_part(subject, ':', 1)
    when 'person' then exists (select from people.people person where person.id = split_part(subject, ':', 2))
    when 'account' then exists (select from access.accounts account where account.id = split_part(subject, ':', 2))
    else true end)
$$;
create policy wall on audit.entries using (audit.is_visible(subject, detail)) with check (true);
