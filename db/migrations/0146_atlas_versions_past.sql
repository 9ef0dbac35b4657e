-- Profiles "as known at" an instant look for their parties among the versions of the past; those known now have indexes of their own.
create index versions_us_past on atlas.versions using gin (us_ids) where known_to is not null;
create index versions_abroad_past on atlas.versions using gin (abroad_ids) where known_to is not null;
