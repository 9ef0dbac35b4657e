-- Who gets a newsletter is for the body that runs it and for whoever holds the mailbox (ADR 18). Rights over the whole network open none of it.
-- The mailbox is said by a transaction that has a proof of it: the link of a letter, or the address that somebody types to be asked.
create function publications.is_mailbox(key text) returns boolean language sql stable as $$
  select key = current_setting('legation.mailbox', true) and key <> ''
$$;

alter table publications.subscribers enable row level security;
alter table publications.subscribers force row level security;
-- Which lists are open is asked once for a statement, not for each of a hundred thousand rows.
create policy wall on publications.subscribers using (bodies.is_whole() or publications.is_mailbox(address_key)
  or newsletter_id in (select list.id from publications.newsletters list where bodies.is_open(list.body_id)));

alter table publications.suppressions enable row level security;
alter table publications.suppressions force row level security;
create policy wall on publications.suppressions using (bodies.is_open(body_id) or publications.is_mailbox(address_key));

alter table publications.recipients enable row level security;
alter table publications.recipients force row level security;
create policy wall on publications.recipients using (bodies.is_whole()
  or issue_id in (select issue.id from publications.issues issue join publications.newsletters list on list.id = issue.newsletter_id
    where bodies.is_open(list.body_id))
  or exists (select from publications.subscribers subscriber where subscriber.id = member_id
    and publications.is_mailbox(subscriber.address_key)));
