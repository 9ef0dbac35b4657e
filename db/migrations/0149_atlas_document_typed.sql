-- Who typed the text of a page from its picture; null for what a program read out of the file.
alter table atlas.document_pages add column typed_by text, add column typed_at timestamptz,
  add constraint document_pages_typed check ((typed_by is null) = (typed_at is null));
