"""Answers to ambiguous names are in the exported files, so they count as changes of the data (0009)."""

from django.db import migrations

COUNTED = """
CREATE TRIGGER count_insert AFTER INSERT ON conflictdb_ambiguousname
    FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_count_change();
CREATE TRIGGER count_truncate AFTER TRUNCATE ON conflictdb_ambiguousname
    FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_count_change();
CREATE TRIGGER count_update AFTER UPDATE ON conflictdb_ambiguousname REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_count_change();
CREATE TRIGGER count_delete AFTER DELETE ON conflictdb_ambiguousname REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION conflictdb_count_change();
"""
COUNTED_DROP = """
DROP TRIGGER count_insert ON conflictdb_ambiguousname;
DROP TRIGGER count_truncate ON conflictdb_ambiguousname;
DROP TRIGGER count_update ON conflictdb_ambiguousname;
DROP TRIGGER count_delete ON conflictdb_ambiguousname;
"""


class Migration(migrations.Migration):
    dependencies = [("conflictdb", "0021_ambiguous_names")]
    operations = [migrations.RunSQL(COUNTED, COUNTED_DROP)]
