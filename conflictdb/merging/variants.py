"""Actors that no list knows, in several spellings: pairs of names that may be one actor's, for a person to answer.

Persons' names that share their last word, one having all words of the other, and names of organisations (bodies.py) are
proposed: never merged by the machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from conflictdb.matching.wording import heavy_words
from conflictdb.merging.bodies import pairs_of_bodies
from conflictdb.merging.neighbourhood import Pair, pair
from conflictdb.models import Actor, ActorName, Match
from conflictdb.vocabularies import ActorKind, MatchKind, ReviewStatus

Words = tuple[str, ...]
CROWD = 40  # bearers of one last word beyond which it tells nobody apart


def propose_variants() -> int:
    """Bring the open proposals to the candidates that stand; return how many are new. A second call changes nothing."""
    wanted = {both: (score, "words") for both, score in _pairs()} | pairs_of_bodies()
    rows = {(row.one, row.other): row for row in Match.objects.filter(kind=MatchKind.VARIANT, one__startswith="act_")}
    gone = [row.pk for both, row in rows.items() if both not in wanted and not row.verdict]
    if gone:
        Match.objects.filter(pk__in=gone).delete()
    new = [
        Match(one=one, other=other, kind=MatchKind.VARIANT.value, score=round(score, 3), parts={reason: round(score, 3)})
        for (one, other), (score, reason) in sorted(wanted.items())
        if (one, other) not in rows
    ]
    Match.objects.bulk_create(new)
    return len(new)


def _pairs() -> Iterator[tuple[Pair, float]]:
    by_last: dict[str, dict[str, tuple[Words, bool]]] = defaultdict(dict)
    for identifier, name, unknown in _names():
        words = heavy_words(name)
        by_last[words[-1]].setdefault(identifier, (words, unknown))
    for bearers in by_last.values():
        if len(bearers) > CROWD:
            continue
        for one, other in combinations(sorted(bearers), 2):
            (first, new), (second, also_new) = bearers[one], bearers[other]
            # two actors that persons know are two
            if (new or also_new) and (set(first) <= set(second) or set(second) <= set(first)):
                yield pair(one, other), min(len(first), len(second)) / max(len(first), len(second))


def _names() -> Iterator[tuple[str, str, bool]]:
    """Each name of a person that stands, with whether only the machine knows him."""
    rows = Actor.objects.filter(kind=ActorKind.PERSON, withdrawn_at=None).exclude(review_status=ReviewStatus.REJECTED)
    for identifier, name, known, status in rows.order_by("public_id").values_list(
        "public_id", "name", "is_reference", "review_status"
    ):
        if heavy_words(name):
            yield identifier, name, not known and status == ReviewStatus.CANDIDATE
    for identifier, name in ActorName.objects.filter(actor__in=rows).order_by("pk").values_list("actor__public_id", "name"):
        if heavy_words(name):
            yield identifier, name, False
