create schema access;

create table access.accounts (
  id text primary key,
  name text not null check (name <> ''),
  role text not null check (role in ('staff')),
  created_at timestamptz not null default now(),
  ended_at timestamptz
);

-- Single-use sign-in links and sessions; only hashes of their secrets are stored.
create table access.links (
  secret_hash text primary key,
  account_id text not null references access.accounts (id),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table access.sessions (
  secret_hash text primary key,
  account_id text not null references access.accounts (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
