-- A random key for each person, with which what is written about them into places that are hard to rewrite is sealed (ADR 10).
create table people.keys (
  person_id text primary key,
  key bytea not null check (octet_length(key) = 32),
  made_at timestamptz not null
);

-- Who asked to be forgotten, when it happens, and what was done: numbers only. The rows outlive the person, so they point at nothing.
create table people.erasures (
  id text primary key,
  -- Null for accounts that are no person of a body.
  person_id text,
  -- The records that went with this one because a body had merged them into it.
  person_ids text[] not null default '{}',
  account_id text,
  -- Null for everything; else only what this body holds.
  body_id text references bodies.bodies (id),
  asked_by text not null,
  -- Why, when staff asked; gone with the rest once it is done.
  reason text,
  asked_at timestamptz not null,
  effective_at timestamptz not null,
  stop_hash text not null unique,
  receipt_hash text not null unique,
  stopped_at timestamptz,
  done_at timestamptz,
  -- Rows that went, by table; the entry of the log that says so.
  counts jsonb,
  entry_stream text,
  entry_number bigint,
  entry_hash text,
  -- When the tables it touched were written anew, without the dead rows.
  scrubbed_at timestamptz,
  check (person_id is not null or account_id is not null),
  check (stopped_at is null or done_at is null)
);
create unique index erasures_open on people.erasures (coalesce(person_id, account_id), coalesce(body_id, '')) where stopped_at is null and done_at is null;

alter table people.keys enable row level security;
alter table people.keys force row level security;
create policy wall on people.keys using (bodies.is_whole());
alter table people.erasures enable row level security;
alter table people.erasures force row level security;
create policy wall on people.erasures using (bodies.is_whole() or bodies.is_me(person_id) or access.is_mine(account_id) or (body_id is not null and bodies.is_open(body_id)));

-- What a merge touched is sealed with the key of whoever stays.
alter table people.merge_rows add column sealed text;
alter table people.merge_rows drop constraint merge_rows_check;
alter table people.merge_rows add check (before is not null or after is not null or sealed is not null);

-- Who looked is an account; its name is asked for when it is shown, so that it goes with whoever bears it.
alter table people.looks add column looker_account_id text references access.accounts (id);
alter table people.looks alter column looker drop not null;
update people.looks look set looker_account_id = found.id, looker = null from (
  select coalesce(person.name, account.name) as name, min(account.id) as id from access.accounts account
  left join people.people person on person.id = account.person_id group by 1 having count(*) = 1) found where found.name = look.looker;
-- Asked inside a question about one's own looks, so it sees over the wall by itself (as bodies.is_fellow does).
create function people.looker_name(looker text) returns text language plpgsql stable as $$
declare
  sight text := coalesce(current_setting('legation.bodies', true), '');
  name text;
begin
  perform set_config('legation.bodies', '*', true);
  name := (select coalesce(person.name, nullif(account.name, '')) from access.accounts account
    left join people.people person on person.id = account.person_id where account.id = looker and account.ended_at is null);
  perform set_config('legation.bodies', sight, true);
  return name;
end $$;

-- Whose correction it is, where somebody was signed in.
alter table atlas.corrections add column asked_by text not null default 'visitor';
update atlas.corrections correction set asked_by = entry.actor from audit.entries entry
  where entry.event = 'atlas.correction.asked' and entry.detail->>'correction' = correction.id;

-- An invitation that was accepted belongs to whoever accepted it, whatever their address is later.
update access.invitations invitation set person_id = account.person_id
  from access.addresses address join access.accounts account on account.id = address.account_id
  where invitation.accepted_at is not null and invitation.person_id is null and address.address_hash = invitation.address_hash;

-- A letter that was sent is not kept: only that it was.
update platform.outbox set recipient = '', subject = '', body_text = '', body_html = null, headers = '{}' where sent_at is not null;
