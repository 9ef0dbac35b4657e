-- Known unknowns as known at an instant: a question that is asked otherwise, or no longer, keeps the span in which it stood.
alter table atlas.gaps rename column closed_at to known_to;
alter table atlas.gaps add column known_from timestamptz;
-- Packages brought them; when the first came is as early as anybody can have known.
update atlas.gaps set known_from = coalesce((select min(started_at) from atlas.batches), now());
alter table atlas.gaps alter column known_from set not null;
alter table atlas.gaps drop constraint gaps_pkey;
alter table atlas.gaps add primary key (id, known_from);
create unique index gaps_current on atlas.gaps (id) where known_to is null;
