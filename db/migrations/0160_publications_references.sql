-- The sources of an edition, as CSL-JSON: a text cites them by key. What the style made of its citations stands beside it, so that a page
-- never waits for it, and so that a published edition keeps the words it was published with.
alter table publications.editions
  add column bibliography jsonb not null default '[]',
  add column cited jsonb;
alter table publications.revisions add column bibliography jsonb not null default '[]';

-- Citation styles that a body installed, as CSL 1.0.2.
create table publications.styles (
  id text primary key,
  body_id text not null references bodies.bodies (id),
  title text not null check (title <> ''),
  csl text not null,
  is_note boolean not null,
  installed_by text not null,
  installed_at timestamptz not null,
  unique (body_id, title)
);

-- The style of each body: the id of one of its own, or the name of one that every installation has.
create table publications.style_choices (
  body_id text primary key references bodies.bodies (id),
  style text not null,
  chosen_by text not null,
  chosen_at timestamptz not null
);
