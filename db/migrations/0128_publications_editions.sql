-- Nothing ever stood in them: pictures and bibliographies come with the deeds that fill them, and an embargo is the moment of publication.
alter table publications.editions drop column hero, drop column bibliography, drop column embargo_until;
