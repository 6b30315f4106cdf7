"""The dates in a document: every date expression, resolved against the day of publication where it can be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from conflictdb.vocabularies import DatePrecision
from loaders.annotate.annotated import Annotated, Mention, Section, by_section
from loaders.extract.dateparse import DateGrammar, Expression, date_grammar, reference_words
from loaders.extract.dateresolve import Told, resolve
from loaders.extract.tense import Direction, direction_of
from loaders.records import Block, BlockKind, DateRecord, DateValue

WITH_MONTH = frozenset({DatePrecision.DAY, DatePrecision.MONTH})
RELATIVE = frozenset({"weekday", "offset", "earlier", "ago", "same"})


@dataclass(frozen=True, slots=True)
class Dates:
    """What dates the events of a document, by position."""

    printed: tuple[DateRecord, ...]  # the date expressions
    implied: tuple[DateRecord, ...]  # words that are none, yet tell the day: "overnight", "hours later"


def dates(annotated: Annotated) -> tuple[DateRecord, ...]:
    """Return every date expression by position; the value is None where nothing in the document lets it be resolved."""
    return dated(annotated).printed


def dated(annotated: Annotated) -> Dates:
    """Return the date expressions, and the words that are none but tell the day of what happened."""
    grammar = date_grammar(annotated.document.language)
    published = annotated.document.published
    found = list(_in_datelines(annotated, grammar))
    implied: list[DateRecord] = []
    anchor: dt.date | None = None
    named: DateValue | None = None
    month: DateValue | None = None
    year: int | None = None
    names = _names(annotated)
    for index, section in enumerate(annotated.sections):
        for expression in grammar.expressions(section.doc.text):
            if _inside_name(names.get(index, ()), section, expression):
                continue
            direction = _direction(annotated.document.language, section, expression)
            value = resolve(expression, published, anchor, direction, Told(named, month, year))
            record = _record(annotated, section.block, expression, value)
            if expression.implied:
                implied.append(record)
                continue
            found.append(record)
            named = value or named
            if value is not None and expression.months and any(expression.years) and direction is not Direction.FUTURE:
                year = value.end.year
            month = value if value is not None and value.precision in WITH_MONTH else month
            if value is None or value.precision is DatePrecision.DAY:
                anchor = value.start if value else (anchor if expression.reads not in RELATIVE else None)
    return Dates(tuple(sorted(found, key=lambda record: record.start)), tuple(implied))


def references(annotated: Annotated) -> tuple[DateRecord, ...]:
    """Return what points at no day at all: "now", "recently"; it is printed, and dates nothing."""
    pattern, values = reference_words(annotated.document.language)
    return tuple(
        DateRecord(span.start, span.end, annotated.document.text[span.start : span.end], None, values[match[0].lower()])
        for section in annotated.sections
        for match in pattern.finditer(section.block.text)
        for span in [section.block.raw_span(*match.span())]
    )


def _in_datelines(annotated: Annotated, grammar: DateGrammar) -> Iterable[DateRecord]:
    published = annotated.document.published
    for block in annotated.document.blocks:
        if block.kind is BlockKind.DATELINE:
            for expression in grammar.expressions(block.text):
                yield _record(annotated, block, expression, resolve(expression, published, None, None))


def _record(annotated: Annotated, block: Block, expression: Expression, value: DateValue | None) -> DateRecord:
    span = block.raw_span(expression.start, expression.end)
    return DateRecord(span.start, span.end, annotated.document.text[span.start : span.end], value)


def _names(annotated: Annotated) -> dict[int, list[Mention]]:
    """The known names of each section."""
    return by_section(mention for mention in annotated.mentions if mention.actors or mention.places)


def _inside_name(names: Iterable[Mention], section: Section, expression: Expression) -> bool:
    """Whether the expression is part of a known name ("March 23 Movement")."""
    span = section.block.raw_span(expression.start, expression.end)
    return any(mention.start <= span.start and span.end <= mention.end for mention in names)


def _direction(language: str, section: Section, expression: Expression) -> Direction | None:
    tokens = section.doc.char_span(expression.start, expression.end, alignment_mode="expand")
    return direction_of(tokens.root, language) if tokens is not None else None
