"""What would come of making records, actors or places one, as the pages show it before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from conflictdb.admin.evidence import ShownEvidence, evidence_panel, mention_panel
from conflictdb.admin.shown import NOTHING, address, ids_in, named, plain, status_badge, told
from conflictdb.merging.actors import ThingMergeError, check_mergeable, what_moves
from conflictdb.merging.handmade import added_by_hand
from conflictdb.merging.neighbourhood import TOUCHED
from conflictdb.merging.stored import COLUMNS, LINKS
from conflictdb.merging.verdicts import preview, which_stays
from conflictdb.reviews import value_of

EXCERPTS = 2  # stretches of sources that are shown of each


@dataclass(frozen=True, slots=True)
class RecordsPreview:
    """Statements or events side by side, each with its page and its first evidence.

    A field: its name, the records' values, the one of all together, whether they differ.
    """

    rows: list[tuple[Any, str]]
    kept: str
    evidence: list[tuple[ShownEvidence, ...]]
    fields: list[tuple[str, list[Any], Any, bool]]


@dataclass(frozen=True, slots=True)
class ThingsPreview:
    """Two actors or places side by side, each with its page, why it can't stay (empty: it can), where sources name it first, and
    what would move from it."""

    rows: list[tuple[Any, str, str]]
    kept: str
    named: list[tuple[ShownEvidence, ...]]
    fields: list[tuple[str, list[Any]]]
    moves: list[tuple[str, list[Any]]]


def preview_records(rows: Sequence[Any], kept: str = "") -> RecordsPreview:
    """What these records would be together; raises UnmergeableError where they can't be one."""
    together = preview([row.public_id for row in rows])
    return RecordsPreview(
        rows=[(row, address(row)) for row in rows],
        kept=kept or first_choice(rows),
        evidence=[evidence_panel(row).shown[:EXCERPTS] for row in rows],
        fields=_side_by_side(rows, together),
    )


def preview_things(things: Sequence[Any]) -> ThingsPreview:
    """What would move between these two; raises ThingMergeError where neither can be merged into the other."""
    rows = which_stays(things)
    moves = [_moves(kept, gone) for gone, kept in zip(rows, reversed(rows), strict=True)]
    whys = [why for why, _ in moves]
    if all(whys):
        raise ThingMergeError(whys[1])
    sorts = next(counts for why, counts in moves if not why)
    return ThingsPreview(
        # a record stays where the other one may go
        rows=[(row, address(row), whys[1 - place]) for place, row in enumerate(rows)],
        kept=next(row.public_id for place, row in enumerate(rows) if not whys[1 - place]),
        named=[panel.shown[:EXCERPTS] if (panel := mention_panel(row)) else () for row in rows],
        fields=_fields(rows),
        moves=[
            (told, [counts.get(told, NOTHING) for _, counts in moves])
            for told in sorts
            if any(counts.get(told) for _, counts in moves)
        ],
    )


def first_choice(rows: Sequence[Any]) -> str:
    """The record whose id stays unless somebody chooses another: one of reports, that a person has worked on, published first."""
    alone = added_by_hand(row.public_id for row in rows)

    def order(row: Any) -> tuple[bool, bool, str, str]:
        return row.public_id in alone, row.review_status not in TOUCHED, str(row.source.published_from or "9"), row.public_id

    return str(min(rows, key=order).public_id) if rows else ""


def _side_by_side(rows: Sequence[Any], together: dict[str, Any]) -> list[tuple[str, list[Any], Any, bool]]:
    noun = rows[0]._meta.model_name
    names = (*COLUMNS[noun], *LINKS[noun], *(("participants",) if noun == "event" else ()))
    values = {name: [value_of(row, name) for row in rows] for name in names}
    known = named(ids_in([*values.values(), *(together[name] for name in names)]))
    return [
        (
            plain(name),
            [told(value, known) for value in values[name]],
            told(together[name], known),
            any(value != values[name][0] for value in values[name]),
        )
        for name in names
        if any(value not in (None, "", []) for value in [*values[name], together[name]])
    ]


def _moves(kept: Any, gone: Any) -> tuple[str, dict[str, int]]:
    """Why the one can't be merged into the other (empty: it can), and else what would move."""
    try:
        check_mergeable(kept, gone)
    except ThingMergeError as error:
        return str(error), {}
    return "", what_moves(kept, gone)


def _fields(rows: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    return [
        ("review", [status_badge(row.review_status) for row in rows]),
        ("kind", [plain(row.kind) for row in rows]),
        ("in", [getattr(row, "parent", None) or getattr(row, "country", None) or NOTHING for row in rows]),
        ("other names", [", ".join(sorted({name.name for name in row.names.all()})) or NOTHING for row in rows]),
        ("id", [row.public_id for row in rows]),
    ]
