-- The role under which every piece of work runs: it owns nothing and may not step around row-level policies.
-- An installation whose user may not make roles asks its administrator for this one (docs/operations.md).
do $$
begin
  if not exists (select from pg_roles where rolname = 'legation_walled') then
    create role legation_walled nologin;
  end if;
  if not pg_has_role(current_user, 'legation_walled', 'member') then
    execute format('grant legation_walled to %I', current_user);
  end if;
exception when duplicate_object or unique_violation then null; -- another node made it at the same moment
end $$;
