-- For databases in which 0030 was applied as it was first written, when this function carried its setting with it: as 0030 has it now.
create or replace function bodies.is_fellow(person text) returns boolean language plpgsql stable as $$
declare
  sight text := coalesce(current_setting('legation.bodies', true), '');
  is_so boolean;
begin
  perform set_config('legation.bodies', '*', true);
  is_so := exists (select from bodies.belongings where person_id = person and standing = 'member'
    and (until is null or until >= current_date)
    and body_id = any (string_to_array(current_setting('legation.memberships', true), ',')));
  perform set_config('legation.bodies', sight, true);
  return is_so;
end $$;
