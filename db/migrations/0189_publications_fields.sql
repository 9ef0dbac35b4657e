-- What a save said beside its text (topics, authors and the like): forms that were opened before it are laid over what stands, field by
-- field. Null for saves that are older than this.
alter table publications.revisions add column fields jsonb;
