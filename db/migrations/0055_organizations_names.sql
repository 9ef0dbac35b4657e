-- A name that somebody put on record with its source stands as long as its statement does; null where a whole list of names came with an
-- import. Two sources that give the same name are two rows.
alter table organizations.names add column statement_id text references claims.statements (id);
alter table organizations.names drop constraint names_pkey;
create unique index names_once on organizations.names (organization_id, name, language, kind, coalesce(statement_id, ''));
create index names_by_statement on organizations.names (statement_id) where statement_id is not null;
