-- Since when something is on record of an organization: lists "as known at" an instant ask it of every row they might hold.
alter table organizations.organizations add column known_from timestamptz;
update organizations.organizations organization set known_from = said.first
  from (select subject_id, min(recorded_at) as first from claims.statements where subject_kind = 'organization' group by subject_id) said
  where organization.id = said.subject_id;

create function organizations.keep_known_from() returns trigger language plpgsql as $$
begin
  update organizations.organizations organization set known_from = said.first
    from (select subject_id, min(recorded_at) as first from added where subject_kind = 'organization' group by subject_id) said
    where organization.id = said.subject_id and (organization.known_from is null or organization.known_from > said.first);
  return null;
end $$;
create trigger keep_known_from after insert on claims.statements
  referencing new table as added for each statement execute function organizations.keep_known_from();
