-- Every page of a work as it was published, under a dated address that never says anything else. Append-only: bytes leave only with a
-- reason, as when a court orders it, and then the address says so.
create table publications.archived (
  -- `20261129-143000/ports-and-partners`
  address text primary key check (address ~ '^[0-9]{8}-[0-9]{6}/[a-z0-9][a-z0-9-]{1,98}$'),
  work_id text not null references publications.works (id),
  edition_id text not null references publications.editions (id),
  event text not null check (event in ('published', 'corrected', 'withdrawn')),
  page bytea,
  sha256 text not null,
  -- Hashes of what the page shows beside its words: style sheets, pictures.
  parts text[] not null default '{}',
  kept_at timestamptz not null,
  removed_at timestamptz,
  removal_reason text not null default '',
  check ((page is null) = (removed_at is not null)),
  check (removed_at is null or removal_reason <> '')
);
create index archived_by_work on publications.archived (work_id, kept_at);

create table publications.archive_parts (
  sha256 text primary key,
  media_type text not null,
  bytes bytea not null
);

-- What each reading of the whole archive found.
create table publications.archive_proofs (
  id text primary key,
  proved_at timestamptz not null,
  pages integer not null,
  removed integer not null,
  broken jsonb not null default '[]'
);

create function publications.keep_archive() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and tg_table_name = 'archived' then
    if old.removed_at is null and new.removed_at is not null and new.page is null
      and (new.address, new.work_id, new.edition_id, new.event, new.sha256, new.parts, new.kept_at)
        is not distinct from (old.address, old.work_id, old.edition_id, old.event, old.sha256, old.parts, old.kept_at)
    then return new; end if;
  end if;
  raise exception 'the archive is append-only';
end $$;
create trigger archived_append_only before update or delete on publications.archived
  for each row execute function publications.keep_archive();
create trigger parts_append_only before update or delete on publications.archive_parts
  for each row execute function publications.keep_archive();
