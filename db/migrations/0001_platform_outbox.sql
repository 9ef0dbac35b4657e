-- Letters are written in the transaction of the deed that causes them; a job sends them afterwards.
create table platform.outbox (
  id bigint generated always as identity primary key,
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  headers jsonb not null default '{}',
  written_at timestamptz not null default now(),
  sent_at timestamptz
);
create index outbox_waiting on platform.outbox (id) where sent_at is null;
