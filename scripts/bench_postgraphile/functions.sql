-- What PostGraphile can't say in its own filters, as functions that it shows as fields; the best SQL that we know for each.
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;
CREATE FUNCTION bench.subtree() RETURNS SETOF public.conflictdb_statement LANGUAGE sql STABLE AS $$
  SELECT * FROM conflictdb_statement s
  WHERE s.withdrawn_at IS NULL AND s.review_status <> 'rejected'
    AND CASE WHEN s.speaker_id IN (SELECT member_id FROM conflictdb_membership
                                   WHERE organisation_id = (SELECT id FROM conflictdb_actor WHERE slug = 'un'))
              AND (SELECT true FROM conflictdb_statement_topics st WHERE st.statement_id = s.id AND st.topic_id = ANY(ARRAY(
                     SELECT topic_id FROM conflictdb_topicancestor
                     WHERE ancestor_id = (SELECT id FROM conflictdb_topic WHERE slug = 'monusco-withdrawal'))) LIMIT 1)
             THEN EXISTS (SELECT 1 FROM conflictdb_membership m
                          WHERE m.organisation_id = (SELECT id FROM conflictdb_actor WHERE slug = 'un') AND m.member_id = s.speaker_id
                          AND (m.since IS NULL OR m.since <= coalesce(s.said_to, s.said_from,
                               (SELECT published_to FROM conflictdb_source WHERE id = s.source_id), 'infinity'))
                          AND (m.until IS NULL OR m.until >= coalesce(s.said_from,
                               (SELECT published_from FROM conflictdb_source WHERE id = s.source_id), '-infinity')))
             ELSE false END
  ORDER BY coalesce(s.said_from, '-infinity') DESC, s.public_id DESC
$$;
CREATE FUNCTION bench.country_events() RETURNS SETOF public.conflictdb_event LANGUAGE sql STABLE AS $$
  SELECT e.* FROM conflictdb_event e JOIN conflictdb_location l ON l.id = e.location_id
  WHERE e.withdrawn_at IS NULL AND e.review_status <> 'rejected' AND l.country_code = 'CD'
    AND e.ends_on >= '2025-01-01' AND e.starts_on <= '2025-03-31' AND coalesce(e.starts_on, '-infinity') <= '2025-03-31'
  ORDER BY coalesce(e.starts_on, '-infinity') DESC, e.public_id DESC
$$;
CREATE FUNCTION bench.map_events() RETURNS SETOF public.conflictdb_event LANGUAGE sql STABLE AS $$
  SELECT e.* FROM conflictdb_event e JOIN conflictdb_location l ON l.id = e.location_id
  WHERE e.withdrawn_at IS NULL AND e.review_status <> 'rejected'
    AND l.latitude BETWEEN -3 AND 1 AND l.longitude BETWEEN 27 AND 30
  ORDER BY coalesce(e.starts_on, '-infinity') DESC, e.public_id DESC
$$;
CREATE FUNCTION bench.counts() RETURNS TABLE (month text, kind text, count bigint) LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN date_precision IN ('day', 'range', 'month') THEN to_char(starts_on::timestamp, 'YYYY-MM') END, upper(type), count(*)
  FROM conflictdb_event
  WHERE withdrawn_at IS NULL AND review_status <> 'rejected'
    AND ends_on >= '2024-01-01' AND starts_on <= '2025-12-31' AND coalesce(starts_on, '-infinity') <= '2025-12-31'
  GROUP BY 1, 2 ORDER BY 1, 2
$$;
CREATE FUNCTION bench.deep(day date, identifier text) RETURNS SETOF public.conflictdb_statement LANGUAGE sql STABLE AS $$
  SELECT * FROM conflictdb_statement s WHERE s.withdrawn_at IS NULL AND s.review_status <> 'rejected'
    AND (coalesce(s.said_from, '-infinity'), s.public_id) < (day, identifier)
  ORDER BY coalesce(s.said_from, '-infinity') DESC, s.public_id DESC
$$;
CREATE FUNCTION bench.conflictdb_actor_latest_statements(a public.conflictdb_actor) RETURNS SETOF public.conflictdb_statement
LANGUAGE sql STABLE AS $$
  SELECT * FROM conflictdb_statement s WHERE s.speaker_id = a.id AND s.withdrawn_at IS NULL AND s.review_status <> 'rejected'
  ORDER BY coalesce(s.said_from, '-infinity') DESC, s.public_id DESC
$$;
CREATE FUNCTION bench.conflictdb_actor_latest_events(a public.conflictdb_actor) RETURNS SETOF public.conflictdb_event
LANGUAGE sql STABLE AS $$
  SELECT * FROM conflictdb_event e WHERE e.withdrawn_at IS NULL AND e.review_status <> 'rejected'
    AND EXISTS (SELECT 1 FROM conflictdb_participant p WHERE p.event_id = e.id AND p.actor_id = a.id)
  ORDER BY coalesce(e.starts_on, '-infinity') DESC, e.public_id DESC
$$;
