SELECT json_build_object('events', json_build_object('nodes', coalesce(json_agg(json_build_object(
  'id', e.public_id, 'type', upper(e.type), 'text', e.text, 'startsOn', e.starts_on, 'killed', e.killed,
  'location', json_build_object('slug', e.slug, 'name', e.name, 'latitude', e.latitude, 'longitude', e.longitude),
  'participants', (SELECT coalesce(json_agg(json_build_object('role', upper(p.role), 'name', p.name, 'actor', CASE WHEN a.id IS NOT NULL
      THEN json_build_object('id', a.public_id, 'slug', a.slug, 'name', a.name) END) ORDER BY p.role, p.position, p.id), '[]')
    FROM conflictdb_participant p LEFT JOIN conflictdb_actor a ON a.id = p.actor_id AND a.withdrawn_at IS NULL AND a.review_status <> 'rejected'
    WHERE p.event_id = e.id)
)), '[]')))::text
FROM (
  SELECT e.*, l.slug, l.name, l.latitude, l.longitude FROM conflictdb_event e JOIN conflictdb_location l ON l.id = e.location_id
  WHERE e.withdrawn_at IS NULL AND e.review_status <> 'rejected' AND l.country_code = 'CD'
    AND e.ends_on >= '2025-01-01' AND e.starts_on <= '2025-03-31' AND coalesce(e.starts_on, '-infinity') <= '2025-03-31'
  ORDER BY coalesce(e.starts_on, '-infinity') DESC, e.public_id DESC LIMIT 100
) e
