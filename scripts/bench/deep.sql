SELECT json_build_object('statements', json_build_object('nodes', coalesce(json_agg(json_build_object(
  'id', s.public_id, 'text', s.text, 'saidOn', s.said_from,
  'speaker', (SELECT json_build_object('name', a.name) FROM conflictdb_actor a
              WHERE a.id = s.speaker_id AND a.withdrawn_at IS NULL AND a.review_status <> 'rejected'))), '[]')))::text
FROM (
  SELECT * FROM conflictdb_statement s WHERE s.withdrawn_at IS NULL AND s.review_status <> 'rejected'
    AND (coalesce(s.said_from, '-infinity'), s.public_id) < ('DAY', 'ID')
  ORDER BY coalesce(s.said_from, '-infinity') DESC, s.public_id DESC LIMIT 50
) s
