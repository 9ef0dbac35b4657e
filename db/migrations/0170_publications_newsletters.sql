-- A letter that goes to many at once, by mail: a newsletter that people ask for, or mailings to the press contacts that a body keeps.
create table publications.newsletters (
  id text primary key,
  body_id text not null references bodies.bodies (id),
  kind text not null check (kind in ('newsletter', 'press')),
  -- The end of its address.
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,60}$'),
  name text not null check (name <> ''),
  about text not null default '',
  -- The line under the name at the head of each letter.
  masthead text not null default '',
  accent text not null check (accent ~ '^#[0-9a-f]{6}$'),
  -- Where the sender can be written to on paper: the law of commercial mail asks for it (CAN-SPAM, 15 U.S.C. 7704(a)(5)).
  postal_address text not null check (postal_address <> ''),
  reply_to text not null default '',
  -- From it the ends of personal links and return addresses are made (HMAC), so that none of them need be kept.
  secret text not null,
  last_number integer not null default 0,
  opened_by text not null,
  opened_at timestamptz not null,
  -- A closed one takes no more subscribers; its past issues stay.
  closed_at timestamptz
);
create index newsletters_by_body on publications.newsletters (body_id);

-- Whoever gets it: subscribers who have confirmed, and contacts of the press whom staff have added.
create table publications.subscribers (
  id text primary key,
  newsletter_id text not null references publications.newsletters (id),
  address text not null,
  -- The same for every spelling of one mailbox.
  address_key text not null,
  language text not null default 'en',
  -- What they want to hear of; none means all of it.
  topics text[] not null default '{}',
  -- State of the United States, as its two letters.
  region text not null default '',
  -- Of contacts of the press.
  name text not null default '',
  outlet text not null default '',
  beat text not null default '',
  state text not null check (state in ('pending', 'confirmed', 'left', 'removed', 'bounced', 'complained')),
  -- How we came by the address, and by whose leave.
  basis text not null check (basis <> ''),
  brought_by text,
  confirm_hash text unique,
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  ended_at timestamptz,
  unique (newsletter_id, address_key),
  check (state <> 'confirmed' or confirmed_at is not null)
);
create index subscribers_to_send on publications.subscribers (newsletter_id, id) where state = 'confirmed';
create index subscribers_by_key on publications.subscribers (address_key);

-- Mailboxes to which a body writes no more, as hashes: what stays when the person behind one is erased.
create table publications.suppressions (
  body_id text not null references bodies.bodies (id),
  address_key text not null,
  reason text not null check (reason in ('bounce', 'complaint', 'erased')),
  since timestamptz not null,
  primary key (body_id, address_key)
);

-- Whoever is erased, by whatever way, is not written to again. One who never confirmed was never written to.
create function publications.keep_silent() returns trigger language plpgsql as $$
begin
  if old.state <> 'pending' and old.address <> '' then
    insert into publications.suppressions (body_id, address_key, reason, since)
    select body_id, old.address_key, 'erased', now() from publications.newsletters where id = old.newsletter_id
    on conflict do nothing;
  end if;
  return old;
end $$;
create trigger keep_silent before delete on publications.subscribers for each row execute function publications.keep_silent();
