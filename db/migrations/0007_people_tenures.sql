create schema people;

-- Popolo: a person holds a post of an organization for a tenure. Public office holders and signatories only.
create table people.people (
  id text primary key,
  name text not null check (name <> ''),
  is_sample boolean not null default false
);

create table people.posts (
  id text primary key,
  organization_id text not null references organizations.organizations (id),
  title text not null
);

create table people.tenures (
  id text primary key,
  person_id text not null references people.people (id),
  post_id text not null references people.posts (id),
  valid_from text not null default '',
  valid_to text not null default '',
  source_id text references sources.sources (id),
  part text not null default ''
);
create index tenures_by_post on people.tenures (post_id);
create index tenures_by_person on people.tenures (person_id);
create index posts_by_organization on people.posts (organization_id);
