"""Indexes of the tables that link records, by what is asked for, with the record in them: a question need not read the tables."""

from django.db import migrations

LINKS = (
    ("statement_topics", "topic_id", "statement_id"),
    ("statement_resolutions", "resolution_id", "statement_id"),
    ("statement_addressees", "actor_id", "statement_id"),
    ("statement_mentioned_actors", "actor_id", "statement_id"),
    ("event_resolutions", "resolution_id", "event_id"),
    ("participant", "actor_id", "event_id"),
)
CREATE = "CREATE INDEX {table}_down ON conflictdb_{table} ({key}, {record});"
DROP = "DROP INDEX {table}_down;"
# Who reports an event: counted for each one, so that it must not need the table.
REPORTS = "CREATE INDEX evidence_reports ON conflictdb_evidence (event_id, source_id) WHERE event_id IS NOT NULL;"


class Migration(migrations.Migration):
    dependencies = [("conflictdb", "0009_dataset_version")]
    operations = [
        *(
            migrations.RunSQL(CREATE.format(table=table, key=key, record=record), DROP.format(table=table))
            for table, key, record in LINKS
        ),
        migrations.RunSQL(REPORTS, "DROP INDEX evidence_reports;"),
    ]
