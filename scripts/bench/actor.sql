SELECT json_build_object('actor', json_build_object('id', a.public_id, 'name', a.name, 'kind', upper(a.kind),
  'statements', json_build_object('nodes', (SELECT coalesce(json_agg(json_build_object('id', s.public_id, 'text', s.text, 'saidOn', s.said_from)), '[]')
    FROM (SELECT * FROM conflictdb_statement s WHERE s.speaker_id = a.id AND s.withdrawn_at IS NULL AND s.review_status <> 'rejected'
          ORDER BY coalesce(s.said_from, '-infinity') DESC, s.public_id DESC LIMIT 20) s)),
  'events', json_build_object('nodes', (SELECT coalesce(json_agg(json_build_object('id', e.public_id, 'type', upper(e.type), 'text', e.text, 'startsOn', e.starts_on)), '[]')
    FROM (SELECT * FROM conflictdb_event e WHERE e.withdrawn_at IS NULL AND e.review_status <> 'rejected'
          AND EXISTS (SELECT 1 FROM conflictdb_participant p WHERE p.event_id = e.id AND p.actor_id = a.id)
          ORDER BY coalesce(e.starts_on, '-infinity') DESC, e.public_id DESC LIMIT 20) e))))::text
FROM conflictdb_actor a WHERE a.slug = 'un'
