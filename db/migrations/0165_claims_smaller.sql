-- What stands is found by its fingerprint through the index that keeps it single; only what was taken back needs another.
drop index claims.statements_by_fingerprint;
create index statements_taken_back on claims.statements (fingerprint) where retracted_at is not null;

-- The ledger grows at its end, an import at a time: which stretch of it holds a batch, a source or a day says all that an index of each
-- row would, in a hundredth of the room.
drop index claims.statements_by_batch;
drop index claims.statements_by_source;
drop index claims.statements_by_recorded;
create index statements_by_batch on claims.statements using brin (batch_id) with (pages_per_range = 16);
create index statements_by_source on claims.statements using brin (source_id) with (pages_per_range = 16);
create index statements_by_recorded on claims.statements using brin (recorded_at) with (pages_per_range = 16);

-- 132 bits of the hash tell statements apart as surely as 162 did.
alter table claims.statements alter column fingerprint type text using left(fingerprint, 22);
