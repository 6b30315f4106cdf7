"""What would come of making records, actors or places one, as the pages show it before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from conflictdb.admin.shown import ids_in, named, plain, status_badge, told
from conflictdb.merging.actors import ThingMergeError, check_mergeable, what_moves
from conflictdb.merging.handmade import added_by_hand
from conflictdb.merging.neighbourhood import TOUCHED
from conflictdb.merging.stored import COLUMNS, LINKS
from conflictdb.merging.verdicts import preview, which_stays
from conflictdb.reviews import value_of


@dataclass(frozen=True, slots=True)
class RecordsPreview:
    """Statements or events side by side. A field: its name, the records' values, the one of all together, whether they differ."""

    rows: list[Any]
    kept: str
    fields: list[tuple[str, list[Any], Any, bool]]


@dataclass(frozen=True, slots=True)
class ThingsPreview:
    """Two actors or places side by side, each with why it can't stay (empty: it can), and what would move from each."""

    rows: list[tuple[Any, str]]
    kept: str
    fields: list[tuple[str, list[Any]]]
    moves: list[tuple[str, list[Any]]]


def preview_records(rows: Sequence[Any], kept: str = "") -> RecordsPreview:
    """What these records would be together; raises UnmergeableError where they can't be one."""
    together = preview([row.public_id for row in rows])
    return RecordsPreview(list(rows), kept or first_choice(rows), _side_by_side(rows, together))


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
        rows=[(row, whys[1 - place]) for place, row in enumerate(rows)],
        kept=next(row.public_id for place, row in enumerate(rows) if not whys[1 - place]),
        fields=_fields(rows),
        moves=[(told, [counts.get(told, "–") for _, counts in moves]) for told in sorts],
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
        ("in", [getattr(row, "parent", None) or getattr(row, "country", None) or "–" for row in rows]),
        ("other names", [", ".join(sorted({name.name for name in row.names.all()})) or "–" for row in rows]),
        ("id", [row.public_id for row in rows]),
    ]
