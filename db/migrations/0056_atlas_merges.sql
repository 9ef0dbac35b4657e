-- Two records that are one organization, as staff judged it. No row of either is changed: versions, pages, lists and search are made from the
-- judgements that stand, which is why taking one back leaves everything as it was before.
create table atlas.merges (
  id text primary key,
  kept_id text not null references organizations.organizations (id),
  gone_id text not null references organizations.organizations (id),
  reason text not null check (reason <> ''),
  merged_by text not null,
  merged_at timestamptz not null,
  undone_by text,
  undone_at timestamptz,
  check (kept_id <> gone_id),
  check ((undone_by is null) = (undone_at is null))
);
-- The old address leads on, to one place.
create unique index merges_standing on atlas.merges (gone_id) where undone_at is null;
create index merges_by_kept on atlas.merges (kept_id);

-- Networks that staff added were organizations without a file of their own, and stood in no list.
insert into atlas.networks (id) select id from organizations.organizations where kind = 'network' on conflict do nothing;
