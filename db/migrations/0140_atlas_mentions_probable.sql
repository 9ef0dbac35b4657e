-- Candidates of names carry a probability and how it came about, instead of points. What was compared before keeps what its points come to
-- (beside its rivals and none of them, which 48 points outweighed; four points were a natural logarithm of odds), with its reasons in one.
update atlas.mentions mention set candidates = coalesce((
    select jsonb_agg(jsonb_build_object('id', each->'id', 'name', each->'name', 'probability', share,
        'reasons', jsonb_build_array(jsonb_build_object('words',
          (select string_agg(reason, '; ') from jsonb_array_elements_text(each->'reasons') reason), 'probability', share))) order by at)
    from (
      select each, at, round((0.97 * exp(((each->>'score')::float - 48) / 4)
        / (1 + sum(exp(((each->>'score')::float - 48) / 4)) over ()))::numeric, 4) as share
      from jsonb_array_elements(mention.candidates) with ordinality as listed (each, at)
    ) shares), '[]')
  where jsonb_array_length(candidates) > 0 and candidates->0 ? 'score';
