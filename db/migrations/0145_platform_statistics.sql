-- Counts rows for the planner. Whoever works behind the walls owns no table, and PostgreSQL passes over the tables of others without a
-- word: with no statistics it joins thousands of rows one by one. The embedded database has no daemon that would count.
create function platform.count_rows() returns void language plpgsql security definer set search_path = '' as $$
begin
  execute 'analyze';
end $$;
select platform.count_rows();
