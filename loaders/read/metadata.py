"""What is known of an article beside its text: the sidecar NAME.meta.json or the fields of a JSON record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from conflictdb.vocabularies import SourceKind
from loaders.read.refusing import NotReadError

# the columns that these are stored in
CHARS_MAX = {"publisher": 300, "url": 2000, "licence": 100}
_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_KINDS = {kind.value: kind for kind in SourceKind}


class MetadataError(NotReadError):
    """Metadata that can't be used; the message names the field and what it should be."""

    def __init__(self, message: str) -> None:
        super().__init__("metadata", message)


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of the contract, each None where it is not given. What they say wins over what the text says."""

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published_on: dt.date | None = None
    language: str | None = None
    kind: SourceKind | None = None
    licence: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """This metadata, with what the other knows where it is silent."""
        return Metadata(**{field.name: getattr(self, field.name) or getattr(other, field.name) for field in fields(self)})


FIELDS = tuple(field.name for field in fields(Metadata))


def parse_metadata(given: Mapping[str, Any]) -> Metadata:
    """Return the metadata of a decoded JSON object; an unknown key or a wrong value refuses all of it."""
    unknown = sorted(set(given) - set(FIELDS))
    if unknown:
        raise MetadataError(f"unknown: {', '.join(map(repr, unknown))}; the keys are {', '.join(FIELDS)}")
    texts = {name: _text(name, given.get(name)) for name in FIELDS}
    return Metadata(
        title=texts["title"],
        publisher=texts["publisher"],
        url=texts["url"],
        published_on=_day(texts["published_on"]),
        language=_language(texts["language"]),
        kind=_kind(texts["kind"]),
        licence=texts["licence"],
    )


def _text(name: str, value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise MetadataError(f"{name} is {type(value).__name__}, not text; write it in quotation marks or as null")
    text = _UNSTORABLE.sub("", value).strip()
    if len(text) > CHARS_MAX.get(name, len(text)):
        raise MetadataError(f"{name} has {len(text)} characters; at most {CHARS_MAX[name]} are kept: shorten it")
    return text or None


def _day(value: str | None) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value) if len(value) == 10 else dt.datetime.fromisoformat(value).date()
    except ValueError as error:
        raise MetadataError(f"published_on is {value!r}, not a date; write it as 2025-01-31") from error


def _language(value: str | None) -> str | None:
    if value is None:
        return None
    code = value.replace("_", "-").split("-")[0].lower()
    if not (2 <= len(code) <= 3 and code.isalpha()):
        raise MetadataError(f"language is {value!r}, not a code; write en or fr")
    return code


def _kind(value: str | None) -> SourceKind | None:
    if value is None:
        return None
    if value.lower() not in _KINDS:
        raise MetadataError(f"kind is {value!r}; use one of {', '.join(_KINDS)}")
    return _KINDS[value.lower()]
