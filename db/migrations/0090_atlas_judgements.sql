-- What people said that names of a source mean. A row is never changed: to take one back is a later row, and what holds is what nobody took
-- back. It hangs from the source and the words, not from a file, so it outlives the import it was said in.
create table atlas.judgements (
  id text primary key,
  source_id text not null references sources.sources (id),
  -- Name, country and region as the source writes them, folded.
  key text not null,
  name text not null,
  verdict text not null check (verdict in ('same', 'different', 'none', 'unsure', 'taken-back')),
  organization_id text references organizations.organizations (id),
  -- To say that it is none of them is to say of each that was shown that it is not that one.
  shown text[] not null default '{}',
  takes_back text unique references atlas.judgements (id),
  note text not null default '',
  judged_by text not null,
  judged_at timestamptz not null,
  check ((verdict in ('same', 'different')) = (organization_id is not null)),
  check ((verdict = 'taken-back') = (takes_back is not null))
);
create index judgements_by_name on atlas.judgements (source_id, key, judged_at);

insert into atlas.judgements (id, source_id, key, name, verdict, organization_id, judged_by, judged_at)
  select distinct on (source_id, key) 'earlier-' || md5(source_id || ' ' || key), source_id, key, name,
    case answer when 'chosen' then 'same' else 'none' end, case answer when 'chosen' then organization_id end, answered_by, answered_at
  from atlas.mentions where answer is not null and source_id is not null and answered_by is not null
  order by source_id, key, answered_at desc;

-- Somebody looks at this name now; for some minutes others are shown another one.
alter table atlas.mentions add column claimed_by text, add column claimed_until timestamptz;
create index mentions_by_name on atlas.mentions (source_id, key);
