SELECT json_build_object('statements', json_build_object('nodes', coalesce(json_agg(json_build_object(
  'id', s.public_id, 'text', s.text, 'saidOn', s.said_from,
  'speaker', (SELECT json_build_object('id', a.public_id, 'name', a.name, 'affiliations', (
      SELECT coalesce(json_agg(json_build_object('role', nullif(p.role, ''), 'since', p.since, 'until', p.until,
        'organisation', (SELECT json_build_object('id', o.public_id, 'name', o.name) FROM conflictdb_actor o WHERE o.id = p.organisation_id))
        ORDER BY coalesce(p.since, '-infinity') DESC, p.id), '[]')
      FROM conflictdb_affiliation p WHERE p.actor_id = a.id AND p.withdrawn_at IS NULL AND p.review_status <> 'rejected'))
    FROM conflictdb_actor a WHERE a.id = s.speaker_id AND a.withdrawn_at IS NULL AND a.review_status <> 'rejected'),
  'topics', (SELECT coalesce(json_agg(json_build_object('slug', t.slug, 'label', t.label) ORDER BY t.slug), '[]')
    FROM conflictdb_statement_topics st JOIN conflictdb_topic t ON t.id = st.topic_id
    WHERE st.statement_id = s.id AND t.withdrawn_at IS NULL),
  'resolutions', (SELECT coalesce(json_agg(json_build_object('symbol', r.symbol) ORDER BY r.symbol), '[]')
    FROM conflictdb_statement_resolutions sr JOIN conflictdb_resolution r ON r.id = sr.resolution_id
    WHERE sr.statement_id = s.id AND r.withdrawn_at IS NULL AND r.review_status <> 'rejected'),
  'source', (SELECT json_build_object('id', x.public_id, 'title', nullif(x.title, ''), 'publishedOn', x.published_from)
    FROM conflictdb_source x WHERE x.id = s.source_id)
)), '[]')))::text
FROM (
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
  ORDER BY coalesce(s.said_from, '-infinity') DESC, s.public_id DESC LIMIT 50
) s
