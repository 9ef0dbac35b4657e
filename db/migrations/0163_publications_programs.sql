-- Whether the release calendar may say that an edition is coming; and offices or administrations its text speaks of, with the day on which
-- each ended or will, so that readers are told when time has moved on.
alter table publications.editions
  add column is_announced boolean not null default false,
  add column speaks_of jsonb not null default '[]';

-- What a body is doing on a topic or in an area of work, in its own words.
create table publications.introductions (
  body_id text not null references bodies.bodies (id),
  -- A topic, or `pillar:` with an area of work.
  list text not null,
  content jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null,
  primary key (body_id, list)
);
