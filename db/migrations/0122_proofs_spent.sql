create schema proofs;

-- The one secret by which every node knows the tasks that any of them has set. It opens nothing: whoever has it can skip the work.
create table proofs.secrets (
  is_only boolean primary key default true check (is_only),
  secret text not null default gen_random_uuid()::text || gen_random_uuid()::text
);
-- Made at the first start and not here: a restored backup brings its own.

-- Tasks whose work was taken: each counts once. Kept until they would have expired anyway.
create table proofs.spent (
  signature text primary key,
  expires_at timestamptz not null
);
create index spent_by_end on proofs.spent (expires_at);
