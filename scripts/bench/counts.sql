SELECT json_build_object('eventCounts', json_agg(json_build_object('key', json_build_array(
  json_build_object('value', month), json_build_object('value', kind)), 'count', count)))::text
FROM (
  SELECT CASE WHEN date_precision IN ('day', 'range', 'month') THEN to_char(starts_on::timestamp, 'YYYY-MM') END AS month, upper(type) AS kind, count(*)
  FROM conflictdb_event
  WHERE withdrawn_at IS NULL AND review_status <> 'rejected'
    AND ends_on >= '2024-01-01' AND starts_on <= '2025-12-31' AND coalesce(starts_on, '-infinity') <= '2025-12-31'
  GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 2000
) counted
