-- A second address is confirmed by a link before it is anybody's.
alter table access.links drop constraint links_purpose_check;
alter table access.links add check (purpose in ('sign-in', 'invite', 'recover', 'step-up', 'address'));
