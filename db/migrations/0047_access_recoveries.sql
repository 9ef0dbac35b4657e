-- Recoveries that staff begin, for somebody with neither mail nor passkey: why, and how they know who it is. Two others of staff approve,
-- each with one half of the code that finishes it, so that nobody of staff can finish it alone.
alter table access.recoveries add column begun_by text references access.accounts (id);
alter table access.recoveries add column reason text not null default '';
alter table access.recoveries add column established text not null default '';
alter table access.recoveries alter column code_hash drop not null;
alter table access.recoveries alter column vouching_hash drop not null;
alter table access.recoveries add constraint recoveries_codes
  check ((begun_by is null) = (code_hash is not null) and (begun_by is null) = (vouching_hash is not null));
alter table access.vouchers add column half_hash text;
