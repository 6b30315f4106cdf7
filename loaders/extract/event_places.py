"""Where an event happened: the named place that its clause puts it at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from conflictdb.vocabularies import LocationKind, LocationPrecision
from loaders.annotate.annotated import Mention
from loaders.extract.scene import Scene
from loaders.records import Ref

RANK = {
    LocationKind.SITE: 0,
    LocationKind.CITY: 0,
    LocationKind.TERRITORY: 1,
    LocationKind.WATER: 2,
    LocationKind.PROVINCE: 2,
    LocationKind.REGION: 3,
    LocationKind.COUNTRY: 4,
}
UNKNOWN_RANK = 1
REACH = 7  # words between a preposition and the name that it governs


@dataclass(frozen=True, slots=True)
class Place:
    """A place that an event is put at."""

    ref: Ref
    precision: LocationPrecision
    rank: int  # 0 the most precise
    keys: frozenset[str]  # slugs, or the printed name, for comparing


def named_places(scene: Scene, tokens: Iterable[Token]) -> tuple[Place, ...]:
    """Return the places that these heads name, or that stand with them ("the town of X")."""
    found: dict[Place, None] = {}
    for token in tokens:
        mention = scene.mention(token)
        if mention is not None and _is_place(mention):
            found[_place(mention, near=False)] = None
            continue
        for inner in token.subtree:
            mention = scene.mention(inner)
            if (
                mention is not None
                and _is_place(mention)
                and inner.i > token.i
                and scene.doc[mention.first - 1].lower_ in {"of", "de", "d'", "d’", "du", "in", "à"}
            ):
                found[_place(mention, near=False)] = None
    return tuple(found)


def places_in(scene: Scene, first: int, last: int) -> tuple[Place, ...]:
    """Return the places among tokens [first, last) that a preposition of place governs, the most precise first."""
    found = []
    for mention in scene.mentions:
        if first <= mention.first and mention.last <= last and _is_place(mention):
            side = _side(scene, mention)
            if side is not None:
                found.append(_place(mention, near=side == "near"))
    return tuple(sorted(found, key=lambda place: (place.rank, place.ref.start)))


def _side(scene: Scene, mention: Mention) -> str | None:
    """Which sort of preposition governs the name: "exact", "near", or None for another or none."""
    locative = scene.lexicon.words["locative"]
    for index in range(mention.first - 1, max(-1, mention.first - REACH), -1):
        token = scene.doc[index]
        word = token.lower_
        if word in locative["inner"]:
            continue
        if word in locative["near"]:
            return "near"
        if word in locative["exact"]:
            return "exact"
        if token.pos_ in {"VERB", "AUX", "SCONJ", "PRON"} or token.text in {";", ":", "."} or token.pos_ == "ADP":
            return None
    return None


def _is_place(mention: Mention) -> bool:
    return bool(mention.places) or mention.place_kind is not None


def _place(mention: Mention, *, near: bool) -> Place:
    kind = mention.place_kind
    rank = RANK.get(kind, UNKNOWN_RANK) if kind is not None else UNKNOWN_RANK
    if kind is LocationKind.COUNTRY:
        precision = LocationPrecision.COUNTRY
    elif kind in {LocationKind.PROVINCE, LocationKind.TERRITORY, LocationKind.REGION, LocationKind.WATER}:
        precision = LocationPrecision.ADMIN
    else:
        precision = LocationPrecision.NEAR if near else LocationPrecision.EXACT
    keys = frozenset(mention.places) or frozenset({mention.text.casefold()})
    return Place(Ref(mention.start, mention.end, mention.text), precision, rank, keys)
