create schema audit;

-- One row per stream: its lock orders the writers, so that each entry knows the hash before it.
create table audit.streams (
  name text primary key,
  last_number bigint not null default 0,
  last_hash text not null default ''
);

create table audit.entries (
  stream text not null references audit.streams (name),
  number bigint not null,
  at timestamptz not null,
  event text not null,
  actor text not null,
  subject text not null,
  detail jsonb not null,
  previous_hash text not null,
  hash text not null,
  primary key (stream, number)
);
create index entries_by_subject on audit.entries (subject, at);
create index entries_by_time on audit.entries (at);

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are never changed or removed' using errcode = 'raise_exception';
end $$;

create trigger entries_are_append_only before update or delete on audit.entries
  for each row execute function audit.refuse_change();
create trigger entries_are_never_emptied before truncate on audit.entries
  for each statement execute function audit.refuse_change();
