-- Whoever wrote a comment can put it otherwise, or take it back. What was taken back is shown to nobody any more; that something stood
-- there is, where others answered it.
alter table publications.comments
  add column changed_at timestamptz,
  add column taken_back_at timestamptz;

-- What a comment said before, for those who answered that.
create table publications.comment_wordings (
  comment_id text not null references publications.comments (id) on delete cascade,
  number integer not null,
  words text not null,
  written_by text not null,
  written_at timestamptz not null,
  primary key (comment_id, number)
);
