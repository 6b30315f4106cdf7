"""Triggers that keep the derived tables (membership, location and topic ancestors) in step with what they derive from.

Derived in the database, so that they are right whoever writes: the loaders, the admin, a shell, a restore.
"""

from django.db import migrations

TREE = """
CREATE FUNCTION conflictdb_{noun}_tree_refresh(changed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE affected bigint[];
BEGIN
    SELECT array_agg(DISTINCT inner_id) INTO affected FROM (
        SELECT {noun}_id AS inner_id FROM conflictdb_{noun}ancestor WHERE ancestor_id = ANY(changed)
        UNION ALL SELECT unnest(changed)
    ) AS below;
    DELETE FROM conflictdb_{noun}ancestor WHERE {noun}_id = ANY(affected);
    INSERT INTO conflictdb_{noun}ancestor ({noun}_id, ancestor_id, depth)
    WITH RECURSIVE up(inner_id, outer_id, depth) AS (
        SELECT id, id, 0 FROM conflictdb_{noun} WHERE id = ANY(affected)
        UNION
        SELECT up.inner_id, node.parent_id, up.depth + 1
        FROM up JOIN conflictdb_{noun} node ON node.id = up.outer_id
        WHERE node.parent_id IS NOT NULL AND up.depth < 20
    )
    SELECT inner_id, outer_id, min(depth) FROM up GROUP BY 1, 2;
END $$;

CREATE FUNCTION conflictdb_{noun}_tree_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM conflictdb_{noun}ancestor tree USING old_rows
        WHERE tree.{noun}_id = old_rows.id OR tree.ancestor_id = old_rows.id;
    ELSIF TG_OP = 'INSERT' THEN
        PERFORM conflictdb_{noun}_tree_refresh((SELECT array_agg(id) FROM new_rows));
    ELSIF EXISTS (SELECT 1 FROM new_rows JOIN old_rows USING (id) WHERE new_rows.parent_id IS DISTINCT FROM old_rows.parent_id) THEN
        PERFORM conflictdb_{noun}_tree_refresh((
            SELECT array_agg(id) FROM new_rows JOIN old_rows USING (id) WHERE new_rows.parent_id IS DISTINCT FROM old_rows.parent_id
        ));
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER {noun}_tree_insert AFTER INSERT ON conflictdb_{noun}
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_{noun}_tree_changed();
CREATE TRIGGER {noun}_tree_update AFTER UPDATE ON conflictdb_{noun}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_{noun}_tree_changed();
CREATE TRIGGER {noun}_tree_delete AFTER DELETE ON conflictdb_{noun}
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_{noun}_tree_changed();
"""

TREE_DROP = """
DROP TRIGGER {noun}_tree_insert ON conflictdb_{noun};
DROP TRIGGER {noun}_tree_update ON conflictdb_{noun};
DROP TRIGGER {noun}_tree_delete ON conflictdb_{noun};
DROP FUNCTION conflictdb_{noun}_tree_changed();
DROP FUNCTION conflictdb_{noun}_tree_refresh(bigint[]);
"""

MEMBERSHIP = """
CREATE FUNCTION conflictdb_membership_refresh(changed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE affected bigint[];
BEGIN
    SELECT array_agg(DISTINCT id) INTO affected FROM (
        SELECT member_id AS id FROM conflictdb_membership WHERE organisation_id = ANY(changed)
        UNION ALL SELECT unnest(changed)
    ) AS below;
    DELETE FROM conflictdb_membership WHERE member_id = ANY(affected);
    INSERT INTO conflictdb_membership (member_id, organisation_id, since, until, depth)
    WITH RECURSIVE up(member_id, organisation_id, since, until, depth, path) AS (
        SELECT id, id, NULL::date, NULL::date, 0, ARRAY[id] FROM conflictdb_actor WHERE id = ANY(affected)
        UNION ALL
        -- greatest and least ignore nulls, which is what an open end means
        SELECT up.member_id, post.organisation_id, greatest(up.since, post.since), least(up.until, post.until),
               up.depth + 1, up.path || post.organisation_id
        FROM up JOIN conflictdb_affiliation post ON post.actor_id = up.organisation_id
        WHERE post.organisation_id <> ALL(up.path)
          AND post.withdrawn_at IS NULL AND post.review_status <> 'rejected'
          AND (up.since IS NULL OR post.until IS NULL OR up.since <= post.until)
          AND (up.until IS NULL OR post.since IS NULL OR post.since <= up.until)
    )
    SELECT member_id, organisation_id, since, until, min(depth) FROM up GROUP BY 1, 2, 3, 4;
END $$;

CREATE FUNCTION conflictdb_membership_actor_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM conflictdb_membership_refresh((SELECT array_agg(id) FROM new_rows));
    ELSE
        DELETE FROM conflictdb_membership tree USING old_rows
        WHERE tree.member_id = old_rows.id OR tree.organisation_id = old_rows.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER membership_actor_insert AFTER INSERT ON conflictdb_actor
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_membership_actor_changed();
CREATE TRIGGER membership_actor_delete AFTER DELETE ON conflictdb_actor
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_membership_actor_changed();

CREATE FUNCTION conflictdb_membership_post_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM conflictdb_membership_refresh((SELECT array_agg(DISTINCT actor_id) FROM new_rows));
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM conflictdb_membership_refresh((SELECT array_agg(DISTINCT actor_id) FROM old_rows));
    ELSE
        PERFORM conflictdb_membership_refresh((
            SELECT array_agg(DISTINCT actor_id) FROM (SELECT actor_id FROM new_rows UNION SELECT actor_id FROM old_rows) AS both_rows
        ));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER membership_post_insert AFTER INSERT ON conflictdb_affiliation
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_membership_post_changed();
CREATE TRIGGER membership_post_update AFTER UPDATE ON conflictdb_affiliation
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_membership_post_changed();
CREATE TRIGGER membership_post_delete AFTER DELETE ON conflictdb_affiliation
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_membership_post_changed();
"""

MEMBERSHIP_DROP = """
DROP TRIGGER membership_post_insert ON conflictdb_affiliation;
DROP TRIGGER membership_post_update ON conflictdb_affiliation;
DROP TRIGGER membership_post_delete ON conflictdb_affiliation;
DROP TRIGGER membership_actor_insert ON conflictdb_actor;
DROP TRIGGER membership_actor_delete ON conflictdb_actor;
DROP FUNCTION conflictdb_membership_post_changed();
DROP FUNCTION conflictdb_membership_actor_changed();
DROP FUNCTION conflictdb_membership_refresh(bigint[]);
"""


class Migration(migrations.Migration):
    dependencies = [("conflictdb", "0002_models")]
    operations = [
        migrations.RunSQL(TREE.format(noun="location"), TREE_DROP.format(noun="location")),
        migrations.RunSQL(TREE.format(noun="topic"), TREE_DROP.format(noun="topic")),
        migrations.RunSQL(MEMBERSHIP, MEMBERSHIP_DROP),
    ]
