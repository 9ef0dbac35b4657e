-- A file that somebody sent to become a draft: what was read of it, until they say that it should. Rows nobody decided on leave after a day.
create table publications.imports (
  id text primary key,
  edition_id text not null references publications.editions (id) on delete cascade,
  file_name text not null,
  title text not null,
  content jsonb not null,
  -- Pictures of the file in the order of their numbers, which the text names them by: media type, alternative, bytes in base64.
  pictures jsonb not null default '[]',
  -- What came over and what did not, in sentences.
  report jsonb not null,
  sent_by text not null,
  sent_at timestamptz not null
);
create index imports_by_edition on publications.imports (edition_id);
