create schema bodies;

-- Sister organizations with one network: lists, consents, money, messages and staff rights belong to exactly one of them.
create table bodies.bodies (
  id text primary key check (id ~ '^[a-z][a-z-]{1,40}$'),
  name text not null check (name <> ''),
  kind text not null check (kind in ('charity', 'membership')),
  mission text not null default '',
  accent text not null default '#14325c' check (accent ~ '^#[0-9a-f]{6}$'),
  is_sample boolean not null default false,
  position integer not null default 0
);

-- The wall. A transaction says once which bodies it acts for; a query that says nothing sees nothing.
create function bodies.is_open(body text) returns boolean language sql stable as $$
  select current_setting('legation.bodies', true) = '*'
    or body = any (string_to_array(current_setting('legation.bodies', true), ','))
$$;
create function bodies.is_me(person text) returns boolean language sql stable as $$
  select person = current_setting('legation.person', true)
$$;

alter table people.people add column is_public boolean not null default false;
update people.people set is_public = true;
alter table people.people alter column is_public drop default;

-- Through which body a person is known here, and as what. The row is what makes a person exist for that body's staff.
create table bodies.belongings (
  body_id text not null references bodies.bodies (id),
  person_id text not null references people.people (id),
  standing text not null check (standing in ('member', 'contact', 'staff')),
  since date not null,
  until date,
  primary key (body_id, person_id, standing)
);
create index belongings_by_person on bodies.belongings (person_id);

create table bodies.consents (
  id text primary key,
  body_id text not null references bodies.bodies (id),
  person_id text not null references people.people (id),
  purpose text not null,
  is_given boolean not null,
  wording text not null,
  recorded_by text not null,
  recorded_at timestamptz not null
);
create index consents_by_person on bodies.consents (person_id, body_id, purpose, recorded_at);

-- Nothing crosses between bodies without one of these.
create table bodies.transfers (
  id text primary key,
  from_body_id text not null references bodies.bodies (id),
  to_body_id text not null references bodies.bodies (id),
  purpose text not null check (purpose <> ''),
  scope text not null check (scope <> ''),
  valuation text not null check (valuation <> ''),
  person_ids text[] not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  check (from_body_id <> to_body_id)
);

alter table bodies.belongings enable row level security;
alter table bodies.belongings force row level security;
create policy wall on bodies.belongings using (bodies.is_open(body_id) or bodies.is_me(person_id)) with check (bodies.is_open(body_id) or bodies.is_me(person_id));

alter table bodies.consents enable row level security;
alter table bodies.consents force row level security;
create policy wall on bodies.consents using (bodies.is_open(body_id) or bodies.is_me(person_id)) with check (bodies.is_open(body_id) or bodies.is_me(person_id));

alter table bodies.transfers enable row level security;
alter table bodies.transfers force row level security;
create policy wall on bodies.transfers using (bodies.is_open(from_body_id) or bodies.is_open(to_body_id)) with check (bodies.is_open(from_body_id));

-- A private person exists for the staff of the bodies that know them, and for themselves. Public office holders exist for everybody.
alter table people.people enable row level security;
alter table people.people force row level security;
create policy wall on people.people
  using (is_public or bodies.is_me(id) or current_setting('legation.bodies', true) = '*'
    or exists (select from bodies.belongings where person_id = people.id))
  with check (is_public or bodies.is_me(id) or coalesce(current_setting('legation.bodies', true), '') <> '');
