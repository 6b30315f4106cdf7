"""The SQL functions that columns and triggers of later migrations use."""

from django.db import migrations

# Text without accents and with straight apostrophes, for search. Immutable, so that a generated column may use it; PostgreSQL's
# unaccent extension is neither immutable nor part of every server.
PLAIN = """
CREATE FUNCTION conflictdb_plain(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT regexp_replace(normalize(translate(value, '’œŒæÆ', '''oOaA'), NFD), '[\\u0300-\\u036f]', '', 'g') $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(PLAIN, "DROP FUNCTION conflictdb_plain(text);")]
