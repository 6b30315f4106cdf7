SELECT json_build_object('events', json_build_object('nodes', coalesce(json_agg(json_build_object(
  'id', e.public_id, 'type', upper(e.type), 'startsOn', e.starts_on,
  'location', json_build_object('latitude', e.latitude, 'longitude', e.longitude))), '[]')))::text
FROM (
  SELECT e.*, l.latitude, l.longitude FROM conflictdb_event e JOIN conflictdb_location l ON l.id = e.location_id
  WHERE e.withdrawn_at IS NULL AND e.review_status <> 'rejected'
    AND l.latitude BETWEEN -3 AND 1 AND l.longitude BETWEEN 27 AND 30
  ORDER BY coalesce(e.starts_on, '-infinity') DESC, e.public_id DESC LIMIT 200
) e
