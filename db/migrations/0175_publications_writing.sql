-- A draft that several write at once: the document of Yjs as it was at some update; what came since stands in `room_updates`.
create table publications.rooms (
  edition_id text primary key references publications.editions (id) on delete cascade,
  snapshot bytea not null,
  snapshot_number integer not null default 0,
  -- The last update that was accepted.
  last_number integer not null default 0,
  -- Bytes that the document has taken so far, for the bound at which it takes no more.
  bytes integer not null,
  -- The revision of the edition that says what the document says, and the update as of which it does.
  revision integer not null,
  saved_number integer not null default 0,
  moved_at timestamptz not null,
  check (snapshot_number <= last_number and saved_number <= last_number)
);

-- What somebody typed within a moment. It stands here before it is acknowledged; a snapshot takes its place.
create table publications.room_updates (
  edition_id text not null references publications.rooms (edition_id) on delete cascade,
  number integer not null,
  bytes bytea not null,
  written_by text not null,
  written_at timestamptz not null,
  primary key (edition_id, number)
);

-- Which account a numbered writer of Yjs is: nobody can write under the number of somebody else.
create table publications.room_hands (
  edition_id text not null references publications.rooms (edition_id) on delete cascade,
  hand bigint not null,
  held_by text not null,
  primary key (edition_id, hand)
);

-- Such a revision changed nothing but the text: a form that was opened before it can be laid over it.
alter table publications.revisions add column is_text_only boolean not null default false;
