create schema notifications;

-- Somebody is told of something. Never a name: only the kind, which record, and on what occasion; what is said is made when it is read.
create table notifications.notices (
  id text primary key,
  account_id text not null references access.accounts (id) on delete cascade,
  -- The body in whose work it happened; null for what is said to everybody, whatever they work for.
  body_id text references bodies.bodies (id),
  kind text not null,
  -- As in the log: `import:01h…`.
  about text not null,
  -- What makes it one notice and no second: the entry of the log, or the day it is about.
  occasion text not null,
  told_at timestamptz not null,
  read_at timestamptz,
  -- The period whose letter held it; the empty text for what was there before somebody asked for letters.
  mailed_in text,
  unique (account_id, kind, about, occasion)
);
create index notices_by_account on notifications.notices (account_id, told_at desc);
create index notices_unread on notifications.notices (account_id) where read_at is null;

-- Which kinds somebody does not want to be told of, for each body and for everything else (the empty text).
create table notifications.silences (
  account_id text not null references access.accounts (id) on delete cascade,
  body_id text not null default '',
  kind text not null,
  primary key (account_id, body_id, kind)
);

-- Mail only for who asked for it; who asked for none has no row.
create table notifications.subscriptions (
  account_id text primary key references access.accounts (id) on delete cascade,
  often text not null check (often in ('daily', 'weekly')),
  since timestamptz not null
);

-- One row for each person and period, written in the transaction that writes the letter: no period has two.
create table notifications.digests (
  account_id text not null references access.accounts (id) on delete cascade,
  period text not null,
  made_at timestamptz not null,
  notices integer not null,
  -- Of the secret in the letter that stops the letters.
  stop_hash text not null unique,
  primary key (account_id, period)
);

do $$
declare each text;
begin
  foreach each in array array['notices', 'silences', 'subscriptions', 'digests'] loop
    execute format('alter table notifications.%I enable row level security', each);
    execute format('alter table notifications.%I force row level security', each);
    execute format('create policy wall on notifications.%I using (bodies.is_whole() or access.is_mine(account_id))', each);
  end loop;
end $$;
