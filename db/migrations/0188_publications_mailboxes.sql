-- Who gets a newsletter is for the body that runs it and for whoever holds the mailbox. Rights over the whole network open none of it.
-- The mailbox is said by a transaction that has a proof of it: the link of a letter, or the address that somebody types to be asked.
create function publications.mailbox_key() returns text language sql stable as $$
  select nullif(current_setting('legation.mailbox', true), '')
$$;
create function publications.open_lists() returns text[] language sql stable as $$
  select coalesce(array_agg(id), '{}') from publications.newsletters where bodies.is_open(body_id)
$$;

-- What does not depend on the row stands in a `select` of its own: it is asked once for a statement, not for each of a hundred thousand rows.
alter table publications.subscribers enable row level security;
alter table publications.subscribers force row level security;
create policy wall on publications.subscribers using ((select bodies.is_whole())
  or newsletter_id = any ((select publications.open_lists())::text[])
  or address_key = (select publications.mailbox_key()));

alter table publications.suppressions enable row level security;
alter table publications.suppressions force row level security;
create policy wall on publications.suppressions using ((select bodies.is_whole())
  or body_id = any ((select string_to_array(current_setting('legation.bodies', true), ','))::text[])
  or address_key = (select publications.mailbox_key()));

-- A function that is planned once: the lanes ask for five letters at a time, and planning would take them longer than asking.
create function publications.is_letter_open(issue text, member text) returns boolean language plpgsql stable as $$
begin
  return exists (select from publications.issues letter where letter.id = issue and letter.newsletter_id = any (publications.open_lists()))
    or exists (select from publications.subscribers subscriber where subscriber.id = member
      and subscriber.address_key = publications.mailbox_key());
end $$;
alter table publications.recipients enable row level security;
alter table publications.recipients force row level security;
create policy wall on publications.recipients using ((select bodies.is_whole()) or publications.is_letter_open(issue_id, member_id));
