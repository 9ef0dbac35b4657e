-- A question of the map that somebody watches: they are told when its answer has changed.
create table atlas.watches (
  id text primary key,
  account_id text not null references access.accounts (id) on delete cascade,
  name text not null check (name <> '' and length(name) <= 80),
  -- As it stands in the address, in one order.
  question text not null,
  -- The unguessable end of its feed's address. Not a hash: its owner is shown it again. It opens public records and the name, nothing more.
  feed_code text not null unique,
  watched_at timestamptz not null,
  paused_at timestamptz,
  -- Until when its owner has been told what changed.
  told_until timestamptz not null,
  unique (account_id, question)
);

alter table atlas.watches enable row level security;
alter table atlas.watches force row level security;
create policy wall on atlas.watches using (bodies.is_whole() or access.is_mine(account_id));
