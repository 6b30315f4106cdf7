"""Triggers that count the transactions which change the data, whoever makes them: the loaders, the admin, a shell, a restore."""

from django.db import migrations, models

# A row that another transaction holds is passed over, so that nobody waits. The check of the time is for a database that was
# restored elsewhere, where the number of a transaction may come round again.
COUNT = """
CREATE FUNCTION conflictdb_count_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE this bigint := pg_current_xact_id()::text::bigint;
BEGIN
    IF TG_OP = 'UPDATE' OR TG_OP = 'DELETE' THEN
        IF NOT EXISTS (SELECT 1 FROM old_rows) THEN RETURN NULL; END IF;
    END IF;
    IF EXISTS (SELECT 1 FROM conflictdb_datasetversion WHERE writer = this AND changed_at >= transaction_timestamp()) THEN
        RETURN NULL;
    END IF;
    UPDATE conflictdb_datasetversion SET changes = changes + 1, changed_at = clock_timestamp(), writer = this
    WHERE id = (SELECT id FROM conflictdb_datasetversion ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED);
    IF NOT FOUND THEN
        INSERT INTO conflictdb_datasetversion (changes, changed_at, writer) VALUES (1, clock_timestamp(), this);
    END IF;
    RETURN NULL;
END $$;
"""
COUNT_DROP = "DROP FUNCTION conflictdb_count_change();"

# All that the API or a file shows. Not here: what is derived from these tables, and who loaded, decided or may ask.
TABLES = (
    "actor", "actorexternalid", "actorname", "actorrelation", "affiliation",
    "event", "event_resolutions", "participant", "evidence", "mention",
    "location", "locationexternalid", "locationname",
    "provision", "provision_addressees", "provision_topics", "resolution", "source",
    "statement", "statement_addressees", "statement_mentioned_actors", "statement_mentioned_locations",
    "statement_resolutions", "statement_topics",
    "topic", "topicname",
)  # fmt: skip

TRIGGERS = """
CREATE TRIGGER count_insert AFTER INSERT ON conflictdb_{table} FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_count_change();
CREATE TRIGGER count_truncate AFTER TRUNCATE ON conflictdb_{table} FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_count_change();
CREATE TRIGGER count_update AFTER UPDATE ON conflictdb_{table} REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_count_change();
CREATE TRIGGER count_delete AFTER DELETE ON conflictdb_{table} REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_count_change();
"""
TRIGGERS_DROP = """
DROP TRIGGER count_insert ON conflictdb_{table};
DROP TRIGGER count_truncate ON conflictdb_{table};
DROP TRIGGER count_update ON conflictdb_{table};
DROP TRIGGER count_delete ON conflictdb_{table};
"""


class Migration(migrations.Migration):
    dependencies = [("conflictdb", "0008_speaker_index")]
    operations = [
        migrations.CreateModel(
            name="DatasetVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changes", models.BigIntegerField()),
                ("changed_at", models.DateTimeField()),
                ("writer", models.BigIntegerField(help_text="The transaction that counted itself last.")),
            ],
        ),
        migrations.RunSQL(COUNT, COUNT_DROP),
        *(migrations.RunSQL(TRIGGERS.format(table=table), TRIGGERS_DROP.format(table=table)) for table in TABLES),
    ]
