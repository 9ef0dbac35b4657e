-- Who held which office of a body, and what happened to it: what its pages of leadership and history are drawn from. Days may be known in
-- part (EDTF: 1998, 1998-05). What is taken out stays, so that it can be put back.
create schema histories;

create table histories.terms (
  id text primary key,
  body_id text not null references bodies.bodies (id),
  organ text not null check (organ in ('board', 'staff', 'council', 'advisors')),
  office text not null check (office <> ''),
  name text not null check (name <> ''),
  -- Offices held elsewhere, as the body puts it.
  also_held text not null default '',
  began text not null check (began <> ''),
  -- Empty for whoever is in office.
  ended text not null default '',
  source text not null check (source <> ''),
  taken_out_at timestamptz
);
create index terms_by_body on histories.terms (body_id);

create table histories.happenings (
  id text primary key,
  body_id text not null references bodies.bodies (id),
  happened text not null check (happened <> ''),
  title text not null check (title <> ''),
  content text not null default '',
  -- An organization that this one was before, or came out of.
  predecessor text not null default '',
  source text not null check (source <> ''),
  taken_out_at timestamptz
);
create index happenings_by_body on histories.happenings (body_id);
