-- Every version of a law's text and scope as it was put on record. `atlas.rules` holds the current one.
create table atlas.rule_versions (
  rule_id text not null references atlas.rules (id),
  number integer not null check (number > 0),
  summary text not null,
  -- EDTF; empty when nobody said.
  in_force_from text not null default '',
  in_force_to text not null default '',
  -- The scope as a test over typed facts; null where it is told by `scope` alone, as rules of packages are.
  test jsonb,
  scope jsonb not null,
  why text not null default '',
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (rule_id, number)
);
alter table atlas.rules add column test jsonb;
alter table atlas.rules add column in_force_to text not null default '';
insert into atlas.rule_versions (rule_id, number, summary, in_force_from, scope, why, recorded_by, recorded_at)
  select id, version, summary, effective_on, scope, 'As brought in.', 'system', now() from atlas.rules;

alter table atlas.findings add column rule_version integer not null default 1;
update atlas.findings set rule_version = (select version from atlas.rules where id = rule_id);
-- Which version a reviewer read: a reading does not move to another text by itself.
alter table atlas.findings add column determined_version integer;
update atlas.findings set determined_version = rule_version where determination is not null;
