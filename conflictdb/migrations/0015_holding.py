"""Functions that find the records whose words answer a question by the index that holds the words, and never by reading all texts.

Where the planner expects many records to answer, it would read the whole table instead and take every text apart, because it holds
that to be as dear as a glance at the index. A function with its own setting is planned by itself. The expressions are those of the
indexes source_search and event_search (Prose in models/text.py).
"""

from django.db import migrations

PROSE = (
    "(to_tsvector('english'::regconfig, conflictdb_plain(left({text}, 200000)))"
    " || to_tsvector('french'::regconfig, conflictdb_plain(left({text}, 200000))))"
)
HOLDING = """
CREATE FUNCTION conflictdb_{noun}_holding(question tsquery) RETURNS SETOF bigint
LANGUAGE sql STABLE ROWS 1000 SET enable_seqscan = off
AS $$ SELECT id FROM conflictdb_{noun} WHERE {prose} @@ question $$;
"""


def _holding(noun: str, text: str) -> migrations.RunSQL:
    made = HOLDING.format(noun=noun, prose=PROSE.format(text=text))
    return migrations.RunSQL(made, f"DROP FUNCTION conflictdb_{noun}_holding(tsquery);")


class Migration(migrations.Migration):
    dependencies = [("conflictdb", "0014_counting_indexes")]
    operations = [_holding("source", "title || ' ' || text"), _holding("event", "text")]
