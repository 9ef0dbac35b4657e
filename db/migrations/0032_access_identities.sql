-- An account is how a person signs in; names and addresses belong to the person and can be erased.
alter table access.accounts add column person_id text references people.people (id);
alter table access.accounts add column suspended_at timestamptz;
alter table access.accounts drop column role;
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
  purpose text not null check (purpose in ('register', 'sign-in', 'step-up')),
  account_id text references access.accounts (id),
  expires_at timestamptz not null
);

alter table access.links add column purpose text not null default 'sign-in' check (purpose in ('sign-in', 'verify', 'recover'));
-- A link works only in the browser that asked for it (hash of a cookie); empty for links made on the command line.
alter table access.links add column browser_hash text not null default '';

alter table access.sessions add column id text;
update access.sessions set id = substr(secret_hash, 1, 16);
alter table access.sessions alter column id set not null;
alter table access.sessions add constraint sessions_id unique (id);
alter table access.sessions add column name text not null default '';
alter table access.sessions add column how text not null default 'link' check (how in ('link', 'passkey', 'oidc', 'persona'));
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
  check (ends_on is null or ends_on >= starts_on)
);
create index grants_by_account on access.grants (account_id);
-- Staff of the first days keep what they had, over the whole network.
insert into access.grants (id, account_id, role, scope_kind, scope_id, starts_on, granted_by, granted_at)
  select 'first-' || id, id, 'staff', 'network', '*', current_date, 'system', now() from access.accounts;

-- Attempts within their windows; counted per account or address, so that a storm against one locks out nobody else.
create table access.attempts (
  bucket text not null,
  at timestamptz not null
);
create index attempts_by_bucket on access.attempts (bucket, at);

-- A lost passkey is replaced after a delay, by two sponsors or staff, with a notice to every channel.
create table access.recoveries (
  id text primary key,
  account_id text not null references access.accounts (id),
  asked_at timestamptz not null,
  effective_at timestamptz not null,
  sponsors text[] not null default '{}',
  state text not null check (state in ('waiting', 'approved', 'done', 'refused')),
  secret_hash text not null
);
