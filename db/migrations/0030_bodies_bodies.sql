-- formerly 734f88cc51131cbd28d0f37453613d3f31bba03e20c81ded66b665464ccb1010: only a superuser could make is_fellow(); see 0049.
create schema bodies;

-- Sister organizations with one network: lists, consents, money, messages and staff rights belong to exactly one of them.
create table bodies.bodies (
  id text primary key check (id ~ '^[a-z][a-z-]{1,40}$'),
  name text not null check (name <> ''),
  kind text not null check (kind in ('charity', 'membership')),
  mission text not null default '',
  -- One to four letters, drawn as the mark of the body.
  mark text not null check (mark ~ '^[[:alpha:]]{1,4}$'),
  accent text not null default '#14325c' check (accent ~ '^#[0-9a-f]{6}$'),
  is_sample boolean not null default false,
  position integer not null default 0
);

-- What a body says about itself, page by page, in the order it chose.
create table bodies.pages (
  body_id text not null references bodies.bodies (id),
  slug text not null check (slug ~ '^[a-z][a-z0-9-]{0,60}$'),
  title text not null check (title <> ''),
  content text not null,
  position integer not null default 0,
  primary key (body_id, slug)
);

-- The wall. A transaction says once which bodies it acts for; a query that says nothing sees nothing.
create function bodies.is_whole() returns boolean language sql stable as $$
  select current_setting('legation.bodies', true) = '*'
$$;
create function bodies.is_open(body text) returns boolean language sql stable as $$
  select bodies.is_whole() or body = any (string_to_array(current_setting('legation.bodies', true), ','))
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
alter table bodies.consents enable row level security;
alter table bodies.consents force row level security;
alter table bodies.transfers enable row level security;
alter table bodies.transfers force row level security;

create policy wall on bodies.transfers using (bodies.is_open(from_body_id) or bodies.is_open(to_body_id))
  with check (bodies.is_open(from_body_id));
create policy wall on bodies.consents using (bodies.is_open(body_id) or bodies.is_me(person_id))
  with check (bodies.is_open(body_id) or bodies.is_me(person_id));
-- Into another body only by a transfer that names the person.
create policy wall on bodies.belongings using (bodies.is_open(body_id) or bodies.is_me(person_id))
  with check (bodies.is_open(body_id) or exists (
    select from bodies.transfers transfer where transfer.to_body_id = body_id and person_id = any (transfer.person_ids)));

-- Is the viewer a member of a body of which this person is one? Asked inside a policy, so it looks over the wall by itself.
-- It changes the setting itself: only a superuser may make a function that carries one of an extension's or of our own.
create function bodies.is_fellow(person text) returns boolean language plpgsql stable as $$
declare
  sight text := coalesce(current_setting('legation.bodies', true), '');
  is_so boolean;
begin
  perform set_config('legation.bodies', '*', true);
  is_so := exists (select from bodies.belongings where person_id = person and standing = 'member'
    and (until is null or until >= current_date)
    and body_id = any (string_to_array(current_setting('legation.memberships', true), ',')));
  perform set_config('legation.bodies', sight, true);
  return is_so;
end $$;
