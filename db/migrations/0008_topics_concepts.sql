create schema topics;

-- SKOS in small: schemes of concepts with broader links; forms, themes, statuses and issue topics are all schemes.
create table topics.concepts (
  scheme text not null,
  id text not null,
  label text not null,
  definition text not null default '',
  broader text,
  position integer not null default 0,
  primary key (scheme, id),
  foreign key (scheme, broader) references topics.concepts (scheme, id)
);
