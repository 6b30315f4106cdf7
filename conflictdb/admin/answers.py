"""The answer to pairs that may be one: a page that shows what would come of each, and what is done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from conflictdb.admin.previews import RecordsPreview, ThingsPreview, preview_records, preview_things
from conflictdb.admin.shown import named, plain
from conflictdb.identity import noun_of
from conflictdb.merging.actors import ThingMergeError
from conflictdb.merging.things import MERGED_NOUNS
from conflictdb.merging.verdicts import UnmergeableError, judge, make_one, merge
from conflictdb.models import Match
from conflictdb.vocabularies import Verdict


@dataclass(frozen=True, slots=True)
class Question:
    """A pair as its page shows it. `choice`: the form's field for what stays; `why`: why it can't be one (empty: it can)."""

    proposal: Match
    choice: str
    things: ThingsPreview | None = None
    records: RecordsPreview | None = None
    why: str = ""

    @property
    def parts(self) -> list[tuple[str, float]]:
        """What the score is made of."""
        return [(plain(name), value) for name, value in self.proposal.parts.items() if isinstance(value, (int, float))]


def question(proposal: Match) -> Question:
    """What would come of making the two one."""
    choice, rows = f"_kept_{proposal.pk}", _rows(proposal)
    try:
        if _are_things(proposal):
            return Question(proposal, choice, things=preview_things(rows))
        return Question(proposal, choice, records=preview_records(rows))
    except (UnmergeableError, ThingMergeError) as error:
        return Question(proposal, choice, why=str(error))


def make_pair_one(proposal: Match, request: HttpRequest) -> None:
    """Make the two of a pair one; the form says which stays and why."""
    note, rows = request.POST.get("_note", "").strip(), _rows(proposal)
    asked = question(proposal)
    if asked.why:
        raise UnmergeableError(asked.why)
    shown: Any = asked.things or asked.records
    chosen = request.POST.get(asked.choice) or shown.kept
    kept, gone = sorted(rows, key=lambda row: row.public_id != chosen)
    if asked.things:
        make_one(kept, gone, request.user, note)
    else:
        merge(kept.public_id, [gone.public_id], request.user, note)


def keep_pair_apart(proposal: Match, request: HttpRequest) -> None:
    """Let the two of a pair stay two for good."""
    judge(proposal, Verdict.APART, request.user, request.POST.get("_note", "").strip())


def _are_things(proposal: Match) -> bool:
    return noun_of(proposal.one) in MERGED_NOUNS


def _rows(proposal: Match) -> Sequence[Any]:
    found = named([proposal.one, proposal.other])
    if len(found) < 2:
        raise UnmergeableError(f"{proposal}: one of the two is not there any more")
    return [found[proposal.one], found[proposal.other]]
