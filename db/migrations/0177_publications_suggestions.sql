-- Other words that somebody proposes for a draft. They lie beside the text until they are accepted.
create table publications.suggestions (
  id text primary key,
  edition_id text not null references publications.editions (id) on delete cascade,
  -- What they were proposed for.
  revision integer not null,
  note text not null default '',
  suggested_by text not null,
  suggested_at timestamptz not null
);
create index suggestions_by_edition on publications.suggestions (edition_id);

-- One stretch each: what it says, and what it should say.
create table publications.suggestion_changes (
  suggestion_id text not null references publications.suggestions (id) on delete cascade,
  position integer not null,
  anchor jsonb not null,
  replacement text not null,
  decision text check (decision in ('accepted', 'rejected')),
  decided_by text,
  decided_at timestamptz,
  -- The revision that says it since it was accepted.
  revision integer,
  primary key (suggestion_id, position),
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null))
);

-- Whose words a revision took over, when somebody else accepted them.
alter table publications.revisions add column suggested_by text;
