"""How many sources report an event, kept beside it, so that events can be ordered and found by it."""

from django.db import migrations, models

FILL = """
UPDATE conflictdb_event SET source_count = reports.sources
FROM (SELECT event_id, count(DISTINCT source_id) AS sources FROM conflictdb_evidence WHERE event_id IS NOT NULL GROUP BY 1) AS reports
WHERE conflictdb_event.id = reports.event_id;
"""
# The rows of events are locked before their evidence is counted: of two transactions that add some to the same event, the
# second counts what the first has added.
COUNT = """
CREATE FUNCTION conflictdb_count_sources(changed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM conflictdb_event WHERE id = ANY(changed) ORDER BY id FOR NO KEY UPDATE;
    UPDATE conflictdb_event SET source_count = reports.sources
    FROM (
        SELECT event.id, (SELECT count(DISTINCT source_id) FROM conflictdb_evidence WHERE event_id = event.id) AS sources
        FROM conflictdb_event event WHERE event.id = ANY(changed)
    ) AS reports
    WHERE conflictdb_event.id = reports.id AND conflictdb_event.source_count <> reports.sources;
END $$;

CREATE FUNCTION conflictdb_evidence_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT event_id) INTO changed FROM new_rows WHERE event_id IS NOT NULL;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT event_id) INTO changed FROM old_rows WHERE event_id IS NOT NULL;
    ELSE
        SELECT array_agg(DISTINCT event_id) INTO changed FROM (
            (SELECT id, event_id, source_id FROM old_rows EXCEPT SELECT id, event_id, source_id FROM new_rows)
            UNION ALL (SELECT id, event_id, source_id FROM new_rows EXCEPT SELECT id, event_id, source_id FROM old_rows)
        ) AS moved WHERE event_id IS NOT NULL;
    END IF;
    IF changed IS NOT NULL THEN
        PERFORM conflictdb_count_sources(changed);
    END IF;
    RETURN NULL;
END $$;
"""
COUNT_DROP = "DROP FUNCTION conflictdb_evidence_changed(); DROP FUNCTION conflictdb_count_sources(bigint[]);"
# Who saves an event that he read before its evidence was stored must not put the number back.
KEEP = """
CREATE FUNCTION conflictdb_keep_source_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.source_count := OLD.source_count;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_source_count BEFORE UPDATE ON conflictdb_event FOR EACH ROW
    WHEN (NEW.source_count <> OLD.source_count AND pg_trigger_depth() = 0) EXECUTE FUNCTION conflictdb_keep_source_count();
"""
KEEP_DROP = "DROP TRIGGER keep_source_count ON conflictdb_event; DROP FUNCTION conflictdb_keep_source_count();"
TRIGGERS = """
CREATE TRIGGER count_sources_insert AFTER INSERT ON conflictdb_evidence REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_evidence_changed();
CREATE TRIGGER count_sources_update AFTER UPDATE ON conflictdb_evidence REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_evidence_changed();
CREATE TRIGGER count_sources_delete AFTER DELETE ON conflictdb_evidence REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_evidence_changed();
"""
TRIGGERS_DROP = """
DROP TRIGGER count_sources_insert ON conflictdb_evidence;
DROP TRIGGER count_sources_update ON conflictdb_evidence;
DROP TRIGGER count_sources_delete ON conflictdb_evidence;
"""


class Migration(migrations.Migration):
    dependencies = [("conflictdb", "0015_holding")]
    operations = [
        migrations.AddField(
            model_name='event',
            name='source_count',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False, help_text='How many sources report it; kept by triggers on the evidence.'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(models.OrderBy(models.F('source_count'), descending=True), models.OrderBy(models.F('public_id'), descending=True), name='event_most_reported'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(COUNT, COUNT_DROP),
        migrations.RunSQL(KEEP, KEEP_DROP),
        migrations.RunSQL(TRIGGERS, TRIGGERS_DROP),
    ]
