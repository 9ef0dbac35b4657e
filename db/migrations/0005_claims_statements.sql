create schema claims;

-- The statement ledger: one row is one source saying one thing about one property of one record.
-- Rows are added and retracted, never edited; what people see is computed from them for a date.
create table claims.statements (
  id text primary key,
  -- Hash of subject, property, value, source and part: a source repeats itself without adding anything.
  fingerprint text not null,
  subject_kind text not null,
  subject_id text not null,
  property text not null,
  value text not null,
  original_value text not null,
  language text,
  source_id text not null references sources.sources (id),
  -- Where in the source: a cell (RFC 7111, "file.csv#cell=12,3"), a sheet cell, or an address.
  part text not null,
  quote text,
  rank text not null default 'normal' check (rank in ('preferred', 'normal', 'deprecated')),
  rank_reason text,
  -- When it was true: EDTF, empty for "not said".
  valid_from text not null default '',
  valid_to text not null default '',
  confidence text not null default 'as-reported' check (confidence in ('as-reported', 'checked', 'doubtful')),
  disputed_by text,
  contributor text not null,
  batch_id text,
  recorded_at timestamptz not null,
  retracted_at timestamptz,
  retracted_reason text,
  check ((retracted_at is null) = (retracted_reason is null)),
  check (retracted_at is null or retracted_at >= recorded_at)
);
create unique index statements_standing on claims.statements (fingerprint) where retracted_at is null;
create index statements_by_subject on claims.statements (subject_kind, subject_id, property);
create index statements_by_batch on claims.statements (batch_id);
create index statements_by_source on claims.statements (source_id);

create function claims.only_retract() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'statements are retracted, never deleted';
  end if;
  if old.retracted_at is not null
     or (to_jsonb(new) - 'retracted_at' - 'retracted_reason') is distinct from (to_jsonb(old) - 'retracted_at' - 'retracted_reason') then
    raise exception 'statements are retracted and added, never edited';
  end if;
  return new;
end $$;
create trigger statements_are_never_edited before update or delete on claims.statements
  for each row execute function claims.only_retract();
