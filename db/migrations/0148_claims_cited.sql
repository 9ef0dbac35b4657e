-- Undoing an import says again what the import took back. What it says again is the same claim to everybody who cites it: it keeps the id
-- that the claim was first given, and its place among sources of equal rank (ADR 15).
alter table claims.statements
  add column cited_as text references claims.statements (id),
  add column counts_from timestamptz,
  add constraint statements_said_again check ((cited_as is null) = (counts_from is null) and counts_from <= recorded_at);
create index statements_cited_as on claims.statements (cited_as) where cited_as is not null;

-- Since when a version that an undone import brought back was known before; null for every other.
alter table atlas.versions add column first_known timestamptz check (first_known <= known_from);
