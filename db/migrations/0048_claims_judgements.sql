-- Who took one statement back by a judgement of its own, to rank it otherwise or for good; null where a whole batch was taken back. What
-- was judged does not come back with the next import of the same words.
alter table claims.statements add column judged_by text;
alter table claims.statements add constraint statements_judged check (judged_by is null or retracted_at is not null);
create index statements_by_fingerprint on claims.statements (fingerprint);
create index statements_judged_lately on claims.statements (retracted_at desc) where judged_by is not null;

create or replace function claims.only_retract() returns trigger language plpgsql as $$
declare
  changing text[] := array['retracted_at', 'retracted_reason', 'judged_by'];
  own_words text[] := array['quote', 'original_value', 'part', 'rank_reason'];
begin
  if tg_op = 'DELETE' then
    raise exception 'statements are retracted, never deleted';
  end if;
  -- What a reader told the editors in their own words may be erased (ADR 10); what is on record stays.
  if current_setting('legation.erasing', true) = 'on' and (to_jsonb(new) - own_words) is not distinct from (to_jsonb(old) - own_words) then
    return new;
  end if;
  if old.retracted_at is not null or (to_jsonb(new) - changing) is distinct from (to_jsonb(old) - changing) then
    raise exception 'statements are retracted and added, never edited';
  end if;
  return new;
end $$;
