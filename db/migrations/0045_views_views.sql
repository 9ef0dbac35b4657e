create schema views;

-- A question somebody keeps: the list it is asked of, and the question as it stands in the address.
create table views.views (
  id text primary key,
  account_id text not null references access.accounts (id) on delete cascade,
  -- With whose staff it is shared; null for nobody's.
  body_id text references bodies.bodies (id),
  name text not null check (name <> ''),
  place text not null,
  question text not null,
  saved_at timestamptz not null,
  -- Taken away, and not yet forgotten: it can be brought back for a month.
  removed_at timestamptz
);
create index views_by_account on views.views (account_id);
create index views_by_body on views.views (body_id);

alter table views.views enable row level security;
alter table views.views force row level security;
create policy wall on views.views
  using (bodies.is_whole() or access.is_mine(account_id) or (removed_at is null and bodies.is_open(body_id)))
  with check (bodies.is_whole() or (access.is_mine(account_id) and (body_id is null or bodies.is_open(body_id))));
