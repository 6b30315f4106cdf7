"""What read looks for in lines, out of loaders/vocab/press.toml, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from conflictdb.vocabularies import SourceKind
from loaders.vocab import VocabularyError, table


@dataclass(frozen=True, slots=True)
class KindRule:
    """A kind of document and what its title or a line above the text looks like."""

    kind: SourceKind
    title: re.Pattern[str]
    official: re.Pattern[str]
    line: re.Pattern[str]
    ending: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Press:
    """The patterns of press.toml; each list is one pattern that is tried at the start of a line."""

    boilerplate: re.Pattern[str]
    contact_heads: re.Pattern[str]
    contacts: re.Pattern[str]
    bylines: re.Pattern[str]
    captions: re.Pattern[str]
    offices: re.Pattern[str]
    letterheads: re.Pattern[str]
    references: re.Pattern[str]
    stamps: re.Pattern[str]
    signing_posts: re.Pattern[str]
    headline_verbs: frozenset[str]
    own_acts: frozenset[str]
    compound_tails: frozenset[str]
    kinds: tuple[KindRule, ...]
    publishers: re.Pattern[str]
    official: re.Pattern[str]
    outlets: re.Pattern[str]
    analysts: re.Pattern[str]
    domains: re.Pattern[str]
    self_reference: re.Pattern[str]


@cache
def press() -> Press:
    """Return the patterns of loaders/vocab/press.toml; a pattern that does not compile is named."""
    names = ("boilerplate", "contact_heads", "contacts", "bylines", "captions", "offices", "letterheads", "references", "stamps")
    content = table("press")
    lists = {name: any_of(content.get(name, []), f"press.toml, {name}") for name in (*names, "signing_posts")}
    kinds = tuple(_kind_rule(entry) for entry in content["kind"])
    publisher = content["publisher"]
    return Press(
        **lists,
        compound_tails=frozenset(content["compound_tails"]),
        headline_verbs=frozenset(content["headline_verbs"]),
        own_acts=frozenset(content["own_acts"]),
        kinds=kinds,
        publishers=any_of(publisher["patterns"], "press.toml, publisher.patterns"),
        official=any_of(publisher["official"], "press.toml, publisher.official"),
        outlets=any_of(publisher["outlets"], "press.toml, publisher.outlets"),
        analysts=any_of(publisher["analysts"], "press.toml, publisher.analysts"),
        domains=re.compile(rf"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:{publisher['domains']})", re.IGNORECASE),
        self_reference=re.compile(publisher["self_reference"]),
    )


def any_of(patterns: list[str], place: str) -> re.Pattern[str]:
    """Return one pattern that matches where any of these does; none given, it matches nothing."""
    for pattern in patterns:
        try:
            re.compile(pattern, re.IGNORECASE)
        except re.error as error:
            raise VocabularyError(f"{place}: {pattern!r} is no regular expression: {error}") from error
    either = "|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)"
    return re.compile(either.translate(_UNACCENTED_TOO), re.IGNORECASE)


def plain(line: str) -> str:
    """Return the line as the patterns expect it: straight apostrophes and quotation marks, the length unchanged."""
    return line.translate(_STRAIGHT)


# heads of paper in capitals often leave the accents out
_ACCENTS = dict(zip("éèêëàâîïôûùç", "eeeeaaiiouuc", strict=True))
_UNACCENTED_TOO = str.maketrans({letter: f"[{letter}{base}]" for letter, base in _ACCENTS.items()})
_STRAIGHT = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u2011": "-"})


def _kind_rule(entry: dict[str, Any]) -> KindRule:
    place = f"press.toml, kind {entry.get('kind')!r}"
    kinds = {kind.value: kind for kind in SourceKind}
    if entry.get("kind") not in kinds:
        raise VocabularyError(f"{place}: use one of {', '.join(kinds)}")
    patterns = {name: any_of(entry.get(name, []), place) for name in ("title", "official", "line", "ending")}
    return KindRule(kinds[entry["kind"]], **patterns)
