-- What organizations were called, where places lay and how sources were described until an instant. Each stands in many rows of a
-- download, and imports bring them up to date in place: a download "as known at" an earlier instant reproduces from these.
-- Instants are whole milliseconds, as the application counts them.
create table organizations.earlier_names (
  number bigint generated always as identity primary key,
  organization_id text not null references organizations.organizations (id) on delete cascade,
  name text not null,
  until timestamptz not null default date_trunc('milliseconds', clock_timestamp())
);
create index earlier_names_by_organization on organizations.earlier_names (organization_id, until);

create table places.earlier_positions (
  number bigint generated always as identity primary key,
  place_id text not null references places.places (id) on delete cascade,
  longitude double precision,
  latitude double precision,
  until timestamptz not null default date_trunc('milliseconds', clock_timestamp())
);
create index earlier_positions_by_place on places.earlier_positions (place_id, until);

create table sources.earlier_sources (
  number bigint generated always as identity primary key,
  source_id text not null references sources.sources (id) on delete cascade,
  said jsonb not null,
  until timestamptz not null default date_trunc('milliseconds', clock_timestamp())
);
create index earlier_sources_by_source on sources.earlier_sources (source_id, until);

create function organizations.keep_name() returns trigger language plpgsql as $$
begin
  insert into organizations.earlier_names (organization_id, name) values (old.id, old.name);
  return null;
end $$;
create trigger keep_name after update of name on organizations.organizations
  for each row when (old.name is distinct from new.name) execute function organizations.keep_name();

create function places.keep_position() returns trigger language plpgsql as $$
begin
  insert into places.earlier_positions (place_id, longitude, latitude) values (old.id, old.longitude, old.latitude);
  return null;
end $$;
create trigger keep_position after update of longitude, latitude on places.places
  for each row when ((old.longitude, old.latitude) is distinct from (new.longitude, new.latitude)) execute function places.keep_position();

create function sources.keep_source() returns trigger language plpgsql as $$
begin
  insert into sources.earlier_sources (source_id, said) values (old.id, to_jsonb(old));
  return null;
end $$;
-- What a reader told the editors changes only when the reader is erased: nothing of it is kept.
create trigger keep_source after update on sources.sources
  for each row when (old is distinct from new and old.id not like 'correction-%') execute function sources.keep_source();

-- What became known, and what was taken back, between two instants.
create index statements_by_recorded on claims.statements (recorded_at) where subject_kind = 'engagement';
create index statements_by_retracted on claims.statements (retracted_at) where subject_kind = 'engagement' and retracted_at is not null;
create index versions_ended on atlas.versions (known_to) where known_to is not null;
