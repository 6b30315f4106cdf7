"""Text as search sees it: expressions that indexes and questions share."""

from __future__ import annotations

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, TextField


class Plain(Func):
    """Text without accents, with straight apostrophes."""

    function = "conflictdb_plain"
    output_field = TextField()


class Prose(Func):
    """The words of some fields together, read as English and as French; of very long texts the beginning."""

    template = (
        "(to_tsvector('english'::regconfig, conflictdb_plain(left(%(expressions)s, 200000)))"
        " || to_tsvector('french'::regconfig, conflictdb_plain(left(%(expressions)s, 200000))))"
    )
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()
