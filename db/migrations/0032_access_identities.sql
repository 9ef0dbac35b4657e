-- An account is how a person signs in; names and addresses belong to the person and can be erased.
alter table access.accounts add column person_id text references people.people (id);
alter table access.accounts add column suspended_at timestamptz;
alter table access.accounts drop column role;
-- The name of an account with a person is the person's, and goes with it.
alter table access.accounts drop constraint accounts_name_check;
alter table access.accounts add check (name <> '' or person_id is not null);
create unique index accounts_by_person on access.accounts (person_id) where person_id is not null and ended_at is null;

create table access.addresses (
  address_hash text primary key,
  account_id text not null references access.accounts (id),
  address text not null,
  verified_at timestamptz,
  is_first boolean not null default true
);
create index addresses_by_account on access.addresses (account_id);

create table access.passkeys (
  id text primary key,
  account_id text not null references access.accounts (id),
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  is_backed_up boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index passkeys_by_account on access.passkeys (account_id);

-- Questions put to an authenticator; each is answered once.
create table access.challenges (
  id text primary key,
  challenge text not null,
  purpose text not null check (purpose in ('register', 'sign-in', 'step-up', 'oidc')),
  account_id text references access.accounts (id),
  browser_hash text not null default '',
  expires_at timestamptz not null
);

-- What a link is for. It works only in the browser that asked for it (hash of a cookie); empty for links made on the command line.
alter table access.links alter column account_id drop not null;
alter table access.links add column purpose text not null default 'sign-in' check (purpose in ('sign-in', 'invite', 'recover', 'step-up'));
alter table access.links add column browser_hash text not null default '';
alter table access.links add column about text not null default '';

alter table access.sessions add column id text;
update access.sessions set id = substr(secret_hash, 1, 16);
alter table access.sessions alter column id set not null;
alter table access.sessions add constraint sessions_id unique (id);
alter table access.sessions add column name text not null default '';
alter table access.sessions add column how text not null default 'link' check (how in ('link', 'passkey', 'oidc', 'recovery', 'persona'));
alter table access.sessions add column last_seen_at timestamptz not null default now();
alter table access.sessions add column stepped_up_at timestamptz;

create table access.grants (
  id text primary key,
  account_id text not null references access.accounts (id),
  role text not null check (role in ('member', 'local-leader', 'federal-liaison', 'facilitator', 'editor', 'reviewer', 'staff',
    'body-admin', 'security-officer')),
  scope_kind text not null check (scope_kind in ('network', 'body', 'module', 'record')),
  scope_id text not null,
  starts_on date not null,
  ends_on date,
  granted_by text not null,
  granted_at timestamptz not null,
  revoked_at timestamptz,
  check (ends_on is null or ends_on >= starts_on),
  -- Scopes of bodies become a list in a setting of the transaction: nothing that could mean more than one body.
  check (scope_kind <> 'body' or scope_id ~ '^[a-z][a-z-]{1,40}$'),
  check (scope_kind <> 'network' or scope_id = '*')
);
create index grants_by_account on access.grants (account_id);
-- Staff of the first days keep what they had, over the whole network, and can give the others their rights.
insert into access.grants (id, account_id, role, scope_kind, scope_id, starts_on, granted_by, granted_at)
  select 'first-' || role || '-' || id, id, role, 'network', '*', current_date, 'system', now()
  from access.accounts, unnest(array['staff', 'body-admin', 'security-officer']) as role;

-- Attempts within their windows; counted per account or address, so that a storm against one locks out nobody else.
create table access.attempts (
  bucket text not null,
  at timestamptz not null
);
create index attempts_by_bucket on access.attempts (bucket, at);

-- Who an identity provider says somebody is; bound to an account at its first use.
create table access.identities (
  issuer text not null,
  subject text not null,
  account_id text not null references access.accounts (id),
  linked_at timestamptz not null,
  primary key (issuer, subject)
);
create index identities_by_account on access.identities (account_id);

-- How somebody gets an account: a body invites an address; whoever holds it confirms in their own browser. Nothing is made before that.
create table access.invitations (
  id text primary key,
  body_id text not null references bodies.bodies (id),
  person_id text references people.people (id),
  name text not null check (name <> ''),
  address text not null,
  address_hash text not null,
  role text not null,
  secret_hash text not null unique,
  invited_by text not null,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz
);

-- Lost passkeys are replaced after a delay, with the word of two sponsors or one of staff, and a notice to every channel.
create table access.recoveries (
  id text primary key,
  account_id text not null references access.accounts (id),
  asked_at timestamptz not null,
  effective_at timestamptz not null,
  finished_at timestamptz,
  stopped_at timestamptz,
  code_hash text not null unique,
  vouching_hash text not null unique,
  stop_hash text not null unique
);
create unique index recoveries_open on access.recoveries (account_id) where finished_at is null and stopped_at is null;
create table access.vouchers (
  recovery_id text not null references access.recoveries (id),
  account_id text not null references access.accounts (id),
  as_staff boolean not null,
  vouched_at timestamptz not null,
  primary key (recovery_id, account_id)
);

-- Walls around accounts: one's own; those of people one may know of as staff; those of the network's own staff, who are no person of a body;
-- and, by number only, all of them for those who keep the rights of the network.
create function access.is_mine(account text) returns boolean language sql stable as $$
  select account = current_setting('legation.account', true)
$$;
create function access.is_office() returns boolean language sql stable as $$
  select current_setting('legation.office', true) = 'network'
$$;
create function access.is_staff() returns boolean language sql stable as $$
  select access.is_office() or coalesce(current_setting('legation.bodies', true), '') <> ''
$$;

alter table access.accounts enable row level security;
alter table access.accounts force row level security;
create policy wall on access.accounts
  using (bodies.is_whole() or access.is_mine(id) or access.is_office() or (person_id is null and access.is_staff()) or people.is_known(person_id));
alter table access.grants enable row level security;
alter table access.grants force row level security;
-- Whoever is known to two bodies holds rights of each that are no business of the other.
create policy wall on access.grants
  using (bodies.is_whole() or access.is_mine(account_id) or access.is_office()
    or ((scope_kind <> 'body' or bodies.is_open(scope_id)) and exists (select from access.accounts account where account.id = account_id)));
alter table access.recoveries enable row level security;
alter table access.recoveries force row level security;
create policy wall on access.recoveries
  using (exists (select from access.accounts account where account.id = account_id));
alter table access.vouchers enable row level security;
alter table access.vouchers force row level security;
create policy wall on access.vouchers
  using (exists (select from access.recoveries recovery where recovery.id = recovery_id));
alter table access.invitations enable row level security;
alter table access.invitations force row level security;
-- Who keeps the rights of the network may invite the first administrator of a body, and sees what came of it.
create policy wall on access.invitations
  using (bodies.is_open(body_id) or invited_by = 'account:' || current_setting('legation.account', true));
-- Secrets and addresses are nobody's but one's own.
do $$
declare each text;
begin
  foreach each in array array['addresses', 'passkeys', 'sessions', 'links', 'identities'] loop
    execute format('alter table access.%I enable row level security', each);
    execute format('alter table access.%I force row level security', each);
    execute format('create policy wall on access.%I using (bodies.is_whole() or access.is_mine(account_id))', each);
  end loop;
end $$;

-- The same as reaches() and mayDo() of kernel/access say, for lists of holders; a test holds them together over many random cases.
create function access.reaches(scope_kind text, scope_id text, permission text, body text, record text, whole_network boolean)
returns boolean language sql immutable as $$
  select case scope_kind
    when 'network' then true
    when 'body' then not whole_network and (body is null or body = scope_id)
    when 'module' then not whole_network and split_part(permission, '.', 1) = scope_id
    when 'record' then record is not null and record = scope_id
    else false end
$$;
create function access.may_do(account text, permission text, roles text[], body text, record text, whole_network boolean, today date)
returns boolean language sql stable as $$
  select 'visitor' = any (roles) or exists (select from access.grants given where given.account_id = account and given.revoked_at is null
    and given.role = any (roles) and given.starts_on <= today and (given.ends_on is null or given.ends_on >= today)
    and access.reaches(given.scope_kind, given.scope_id, permission, body, record, whole_network))
$$;
