-- Pictures of a body, of which its works show some. The bytes are among the files of the house; a picture that was destroyed leaves its
-- row with the reason, so that texts can say what became of it.
create table publications.pictures (
  id text primary key,
  body_id text not null references bodies.bodies (id),
  file_hash text references files.files (sha256),
  file_name text not null,
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  -- What it shows, for those who do not see it; empty where it decorates, and where nobody has said so yet (no text with it is published).
  alternative text not null,
  is_decorative boolean not null,
  caption text not null,
  credit text not null,
  sent_by text not null,
  sent_at timestamptz not null,
  destroyed_at timestamptz,
  destroyed_reason text not null default '',
  check (not is_decorative or alternative = ''),
  check ((file_hash is null) = (destroyed_at is not null)),
  check (destroyed_at is null or destroyed_reason <> ''),
  unique (body_id, file_hash)
);
create index pictures_by_file on publications.pictures (file_hash);

-- The picture at the head of an edition with its words, and the ids of all pictures it shows: who may read one of those may see them.
alter table publications.editions
  add column hero jsonb,
  add column pictures text[] not null default '{}';
alter table publications.revisions add column hero jsonb;
create index editions_by_picture on publications.editions using gin (pictures);

-- A part of kept pages whose bytes were destroyed, such as a picture that a court forbade, leaves its hash and the day.
alter table publications.archive_parts
  alter column bytes drop not null,
  add column removed_at timestamptz,
  add check ((bytes is null) = (removed_at is not null));
create index archived_by_part on publications.archived using gin (parts);

create or replace function publications.keep_archive() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and tg_table_name = 'archived' then
    if old.removed_at is null and new.removed_at is not null and new.page is null
      and (new.address, new.work_id, new.edition_id, new.event, new.sha256, new.parts, new.kept_at)
        is not distinct from (old.address, old.work_id, old.edition_id, old.event, old.sha256, old.parts, old.kept_at)
    then return new; end if;
  end if;
  if tg_op = 'UPDATE' and tg_table_name = 'archive_parts' then
    if old.removed_at is null and new.removed_at is not null and new.bytes is null
      and (new.sha256, new.media_type) is not distinct from (old.sha256, old.media_type)
    then return new; end if;
  end if;
  raise exception 'the archive is append-only';
end $$;
