-- One issue of a newsletter, or one letter to the press: what it says.
create table publications.issues (
  id text primary key,
  newsletter_id text not null references publications.newsletters (id),
  -- Counted when it begins to go out; its public address ends in it.
  number integer,
  language text not null default 'en',
  subject text not null check (subject <> ''),
  -- What mailboxes show beside the subject.
  preheader text not null default '',
  introduction jsonb not null,
  closing jsonb not null,
  -- Works in their order.
  work_ids text[] not null default '{}',
  -- A scheduled edition that is told of before it is public: each reader gets a link of their own until then.
  edition_id text references publications.editions (id) on delete set null,
  -- Who gets it: languages, topics, regions, beat; nothing named means everybody.
  segment jsonb not null default '{}',
  written_by text not null,
  written_at timestamptz not null,
  -- Taken off the public list of past issues.
  hidden_at timestamptz,
  unique (newsletter_id, number)
);
create index issues_by_newsletter on publications.issues (newsletter_id, written_at desc);

-- The sending of an issue. Without one it is a draft.
create table publications.mailings (
  issue_id text primary key references publications.issues (id),
  state text not null check (state in ('scheduled', 'sending', 'paused', 'done')),
  starts_at timestamptz not null,
  scheduled_by text not null,
  -- The letter as it began to go out: later changes of the newsletter or of works do not reach into it.
  subject text not null default '',
  html text not null default '',
  plain text not null default '',
  total integer not null default 0,
  prepared_at timestamptz,
  ended_at timestamptz,
  -- Why it does not go on, for whoever looks.
  trouble text not null default '',
  -- One process at a time sends, and says every few seconds that it lives.
  worker text,
  leased_until timestamptz,
  check (state in ('scheduled', 'paused') or prepared_at is not null)
);
create index mailings_due on publications.mailings (starts_at) where state in ('scheduled', 'sending');

-- One letter of a mailing. It is claimed before it is handed to the mail server, so that no crash hands it over twice (ADR 17).
create table publications.recipients (
  issue_id text not null references publications.mailings (issue_id) on delete cascade,
  number integer not null,
  -- No foreign key: the row outlives the subscriber, as a number.
  member_id text not null,
  address text not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'claimed', 'sent', 'refused', 'undecided', 'skipped')),
  worker text,
  tries smallint not null default 0,
  try_after timestamptz,
  decided_at timestamptz,
  -- What the mail server said when it refused.
  answer text not null default '',
  -- What a report said later: the mailbox is gone, or could not take the letter, or its owner complained.
  bounce text check (bounce in ('hard', 'soft', 'complaint')),
  primary key (issue_id, number)
);
create index recipients_waiting on publications.recipients (issue_id, number) where state = 'waiting';
create index recipients_in_hand on publications.recipients (issue_id) where state in ('claimed', 'undecided');
create index recipients_by_member on publications.recipients (member_id) where member_id <> '';
