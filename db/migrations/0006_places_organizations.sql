create schema places;
create schema organizations;

create table places.places (
  id text primary key,
  kind text not null,
  name text not null,
  parent_id text references places.places (id),
  country char(2),
  subdivision text,
  longitude double precision check (longitude between -180 and 180),
  latitude double precision check (latitude between -90 and 90),
  population bigint check (population >= 0),
  population_year integer,
  geonames_id integer,
  iso_3166_1 char(2),
  iso_3166_2 text,
  ocd_id text,
  geoid text,
  bia_id text,
  wikidata_id text,
  check ((longitude is null) = (latitude is null))
);
create index places_by_parent on places.places (parent_id);
create index places_by_country on places.places (country, subdivision);
create unique index places_by_ocd on places.places (ocd_id);

create table organizations.organizations (
  id text primary key,
  kind text not null,
  name text not null check (name <> ''),
  place_id text references places.places (id),
  parent_id text references organizations.organizations (id),
  website text,
  exists_from text not null default '',
  exists_to text not null default '',
  note text not null default '',
  is_sample boolean not null default false,
  revision integer not null default 1,
  created_at timestamptz not null default now()
);
create index organizations_by_kind on organizations.organizations (kind);
create index organizations_by_place on organizations.organizations (place_id);
create index organizations_by_parent on organizations.organizations (parent_id);

create table organizations.names (
  organization_id text not null references organizations.organizations (id),
  name text not null,
  language text not null default '',
  kind text not null check (kind in ('official', 'alternate', 'former')),
  valid_from text not null default '',
  valid_to text not null default '',
  source_id text references sources.sources (id),
  primary key (organization_id, name, language, kind)
);

create table organizations.successions (
  predecessor_id text not null references organizations.organizations (id),
  successor_id text not null references organizations.organizations (id),
  happened_on text not null default '',
  note text not null default '',
  source_id text references sources.sources (id),
  primary key (predecessor_id, successor_id)
);
