-- Words that staff would put on the public record out of an answer. Only the party that answered can let them be published.
create table atlas.confirmations (
  id text primary key,
  intake_id text not null references atlas.intakes (id) on delete cascade,
  section text not null check (section in ('capacity', 'memberships', 'agreements', 'meetings')),
  row_id text not null,
  subject_kind text not null check (subject_kind in ('engagement', 'organization')),
  subject_id text not null,
  -- The sentence as the party reads it, and the values that follow from it: JSON as text, because whoever is erased is cut out of it.
  words text not null check (words <> ''),
  said text not null,
  state text not null default 'draft' check (state in ('draft', 'asked', 'confirmed', 'refused', 'withdrawn')),
  proposed_by text not null,
  proposed_at timestamptz not null,
  asked_at timestamptz,
  answered_by text,
  answered_at timestamptz,
  refusal text not null default ''
);
create index confirmations_by_intake on atlas.confirmations (intake_id);
-- One answer is before its party once at a time.
create unique index confirmations_live on atlas.confirmations (intake_id, row_id) where state in ('draft', 'asked', 'confirmed');

-- Statements that were taken back because whoever gave them no longer wants them read. The ledger keeps them, as it keeps everything;
-- no page shows them, and nobody says them again.
create table claims.withheld (
  statement_id text primary key references claims.statements (id)
);
