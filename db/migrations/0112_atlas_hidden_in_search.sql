-- Who may see a record is changed by hand, rarely and in haste. Whatever does it, search follows in the same transaction: for the record
-- and for the papers beside it, whose text would betray it.
create function atlas.follow_visibility() returns trigger language plpgsql as $$
begin
  update search.documents set audience = new.visibility where kind = 'engagement' and record_id = new.id;
  update search.documents found set audience = case when new.visibility = 'public' then paper.visibility else 'staff' end
    from (select id, case visibility when 'public' then 'public' else 'staff' end as visibility
      from atlas.documents where subject_kind = 'engagement' and subject_id = new.id) paper
    where found.kind = 'document' and found.record_id = paper.id;
  return null;
end $$;
create trigger follow_visibility after update of visibility on atlas.engagements
  for each row when (old.visibility is distinct from new.visibility) execute function atlas.follow_visibility();
