"""Text as search sees it: expressions that indexes and questions share."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, F, Func, TextField


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


class Holding(Func):
    """Whether a source or an event holds the words of a question: answered by the index, however many do."""

    arg_joiner = " IN (SELECT conflictdb_%s_holding("
    template = "%(expressions)s))"
    output_field = BooleanField()

    def __init__(self, noun: str, key: str, question: Any) -> None:
        super().__init__(F(key), question)
        self.arg_joiner = self.arg_joiner % noun
