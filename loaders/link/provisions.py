"""What resolutions say: the statements in which a resolution itself, or its body through it, is the speaker."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from loaders.records import ProvisionRecord, ResolutionRef, StatementRecord
from loaders.vocab import table

_NEAR = 60  # characters before a resolution's name in which "by its" or "adopted" may stand
_WORD = re.compile(r"[\w'’-]+")


def provision_records(
    statements: Iterable[StatementRecord], resolutions: tuple[ResolutionRef, ...], text: str
) -> Iterator[ProvisionRecord]:
    """Yield a provision for every statement that is a numbered resolution's own; one of unnumbered drafts is none."""
    numbered = tuple(ref for ref in resolutions if ref.number is not None)
    for statement in statements:
        if resolution := _speaks_in(statement, numbered, text):
            yield ProvisionRecord(
                resolution=resolution,
                act=statement.act,
                text=statement.text,
                content=statement.content,
                evidence=statement.evidence,
                addressees=statement.addressees,
                topics=statement.topics,
                rule=f"provision/{statement.rule}",
                confidence=statement.confidence,
            )


def _speaks_in(statement: StatementRecord, resolutions: tuple[ResolutionRef, ...], text: str) -> ResolutionRef | None:
    """The resolution whose own words these are; None where the body says it elsewhere or where it could be two."""
    if statement.speaker is None:
        return None
    own = [ref for ref in statement.resolutions if ref.number is not None and ref.body == statement.speaker.slug]
    if len(own) == 1 and _is_document(statement.speaker_text):
        return own[0]
    told = [ref for ref in resolutions if ref.body == statement.speaker.slug and _tells(statement, ref, text)]
    return told[0] if len(told) == 1 else None


def _is_document(speaker: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(speaker)]
    vocabulary = table("resolutions")["provision"]
    return bool(words) and (words[0] in vocabulary["pronouns"] or any(word in vocabulary["documents"] for word in words))


def _tells(statement: StatementRecord, ref: ResolutionRef, text: str) -> bool:
    """Whether the body speaks by this resolution: it is named before what is said, after "by its", "adopted" or the like."""
    content = min((span.start for span in statement.content), default=0)
    if not statement.evidence.start <= ref.start < ref.end <= content:
        return False
    before = text[max(statement.evidence.start, ref.start - _NEAR) : ref.start]
    return bool(_through().search(before))


@functools.cache
def _through() -> re.Pattern[str]:
    """What stands right before the name of a resolution that a body speaks through."""
    vocabulary = table("resolutions")["provision"]

    def either(words: Iterable[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    lead = either([*vocabulary["through"], *vocabulary["adopting"]])
    adverbs = r"(?:\s+(?:unanimously|overwhelmingly|à l['’]unanimité))?"
    return re.compile(rf"\b(?:{lead}){adverbs}(?:\s+(?:{either(vocabulary['between'])}))*\s*$", re.IGNORECASE)
