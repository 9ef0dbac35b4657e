-- A kind of work that happens at an hour.
alter table publications.works drop constraint works_kind_check;
alter table publications.works add constraint works_kind_check check (kind in
  ('report', 'article', 'statement', 'brief', 'toolkit', 'testimony', 'letter', 'news', 'video', 'dataset', 'event'));

-- When and where an event takes place, and what is said of it afterwards; of a video, where it is seen and when it was recorded.
alter table publications.editions
  add column occasion jsonb,
  add check (occasion->>'kind' is distinct from 'event' or (occasion->>'startsAt') < (occasion->>'endsAt'));
alter table publications.revisions add column occasion jsonb;
create index editions_by_occasion on publications.editions (work_id) where state = 'published' and occasion is not null;

-- As of when search tells of a work: an event is told of otherwise once it has begun, and once it is over.
alter table publications.works add column indexed_at timestamptz;
