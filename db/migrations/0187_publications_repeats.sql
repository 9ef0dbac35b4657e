-- When a letter was last taken in hand, and since when it may lie at the mail server without our knowing (ADR 18). A mail server that drops
-- repeats remembers for so long and no longer: later a person decides, as without one.
alter table publications.recipients add column claimed_at timestamptz;
alter table publications.recipients add column unsure_since timestamptz;
create index recipients_unsure on publications.recipients (issue_id) where state = 'waiting' and unsure_since is not null;
