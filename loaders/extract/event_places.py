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
    LocationKind.REGION: 2,
    LocationKind.COUNTRY: 4,
}
UNKNOWN_RANK = 1
NAMING = frozenset({"of", "de", "d'", "d’", "du", "in", "à", "dans"})
RELATIVE_CLAUSES = frozenset({"relcl", "acl:relcl"})
REACH = 7  # words between a preposition and the name that it governs


@dataclass(frozen=True, slots=True)
class Place:
    """A place that an event is put at."""

    ref: Ref
    precision: LocationPrecision
    rank: int  # 0 the most precise
    keys: frozenset[str]  # slugs, or the printed name, for comparing
    guessed: bool = False  # taken from what stands around it


def named_places(scene: Scene, tokens: Iterable[Token]) -> tuple[Place, ...]:
    """Return the places that these heads name, or that stand with them ("the town of X", "towns, including X and Y")."""
    found: dict[Place, None] = {}
    for token in tokens:
        mention = scene.mention(token)
        if mention is not None and is_place(mention):
            found[place_of(mention)] = None
            continue
        apposed = scene.mention(token.head) if token.dep_ == "appos" else None
        if apposed is not None and is_place(apposed):  # "Bukavu, the capital, which they entered"
            found[place_of(apposed)] = None
            continue
        found.update(dict.fromkeys(_with(scene, token)))
    return tuple(found)


def examples_in(scene: Scene, first: int, last: int) -> tuple[Place, ...]:
    """Return the places that a clause gives as examples: "territories, including X and Y"."""
    words = scene.lexicon.list("locative", "examples")
    start = next((index for index in range(first, last) if scene.doc[index].lower_ in words), None)
    if start is None:
        return ()
    return tuple(place_of(m) for m in scene.mentions if start < m.first and m.last <= last and is_place(m))


def _with(scene: Scene, head: Token) -> list[Place]:
    """The places among what hangs on the noun outside its relative clauses; examples of it before the area around it."""
    inside = [token for token in head.subtree if token.i > head.i and not _in_clause(token, head)]
    mentions = dict.fromkeys(m for token in inside if (m := scene.mention(token)) is not None and is_place(m))
    if others := [m for m in mentions if not _measured_from(scene, m)]:
        mentions = dict.fromkeys(others)
    examples = [m for m in mentions if scene.lexicon.list("locative", "examples") & _words_before(scene, m)]
    named = examples or [m for m in mentions if _words_before(scene, m) & NAMING]
    first = named[0] if named else None
    if first is not None and not examples:  # "the towns of X and Y", not "the town of X in Y"
        named = [m for m in mentions if m.place_kind is first.place_kind and m.first >= first.first]
    if examples:
        named = [m for m in mentions if m.first >= examples[0].first]
    return [place_of(mention) for mention in named]


def _measured_from(scene: Scene, mention: Mention) -> bool:
    """Whether another place is only said to lie from it: "A, east of B", "A, à 20 km de B"."""
    before = [scene.doc[index].lower_ for index in range(max(0, mention.first - 3), mention.first)]
    return bool(set(before[-2:-1] + before[:1]) & scene.lexicon.list("locative", "bearings")) and before[-1:] != [","]


def _in_clause(token: Token, head: Token) -> bool:
    while token != head:
        if token.dep_ in {"relcl", "acl:relcl", "acl", "advcl"}:
            return True
        token = token.head
    return False


def _words_before(scene: Scene, mention: Mention) -> set[str]:
    return {token.lower_ for token in scene.doc[max(0, mention.first - REACH) : mention.first]}


def places_in(scene: Scene, first: int, last: int, trigger: Token | None = None) -> tuple[Place, ...]:
    """Return the places among tokens [first, last) that a preposition of place governs, the most precise first.

    With a trigger, without those where somebody says it or where something else happens.
    """
    found = [
        place_of(mention, near=side == "near")
        for mention, side in _sides(scene)
        if first <= mention.first and mention.last <= last and (trigger is None or not _apart(scene, mention, trigger))
    ]
    return tuple(sorted(found, key=lambda place: (place.rank, place.ref.start)))


def _apart(scene: Scene, mention: Mention, trigger: Token) -> bool:
    """Whether the place is where it is told ("told reporters in X"), or in a clause on somebody ("rebels, who hold X")."""
    name = scene.doc[mention.first : mention.last].root
    above = {trigger, *trigger.ancestors}
    for token in (name, *name.ancestors):
        if token in above:
            return token != trigger and token.pos_ == "VERB" and scene.lemma(token) in scene.lexicon.list("real", "saying")
        if token.dep_ in RELATIVE_CLAUSES and token.head != trigger and not scene.is_a(token.head, "place"):
            return True
        marks = (inner.lower_ for child in token.children if child.dep_ == "mark" for inner in (child, *child.children))
        if (
            token.dep_ == "advcl"
            and token.i > trigger.i
            and any(mark in scene.lexicon.list("locative", "apart") for mark in marks)
        ):
            return True
    return False


def _sides(scene: Scene) -> tuple[tuple[Mention, str], ...]:
    """The places of the section that a preposition of place governs, with its sort: "exact" or "near"."""
    if scene.governed_places is None:
        places = [mention for mention in scene.mentions if is_place(mention)]
        scene.governed_places = tuple((mention, side) for mention in places if (side := _side(scene, mention)) is not None)
    return scene.governed_places


def _side(scene: Scene, mention: Mention) -> str | None:
    """Which sort of preposition governs the name: "exact", "near", or None for another or none."""
    locative = scene.lexicon.words["locative"]
    for index in range(mention.first - 1, max(-1, mention.first - REACH), -1):
        token = scene.doc[index]
        word = token.lower_
        if word in locative["inner"]:
            continue
        if word in locative["elsewhere"]:
            return None  # "à destination de X"
        if word in locative["near"]:
            return "near"
        if word in locative["exact"]:
            near = index == mention.first - 1 and mention.place_kind is not LocationKind.SITE
            about = word in locative["about"] and (near or _of_topic(scene, index, mention))
            return None if about else "exact"  # "talks on Kashmir", "angry over the fall of Goma"
        if token.pos_ in {"VERB", "AUX", "SCONJ", "PRON"} or token.text in {";", ":", "."} or token.pos_ == "ADP":
            return None
    return None


def _of_topic(scene: Scene, preposition: int, mention: Mention) -> bool:
    """Whether it is what something is about: "over the fall of X", not "on the shore of X"."""
    topics = scene.lexicon.list("locative", "topics")
    return any(scene.lemma(token) in topics for token in scene.doc[preposition + 1 : mention.first])


def is_place(mention: Mention) -> bool:
    """Return whether the name may stand for a place."""
    return bool(mention.places) or mention.place_kind is not None


def place_of(mention: Mention, *, near: bool = False, guessed: bool = False) -> Place:
    """Return a name as the place of an event."""
    kind = mention.place_kind
    rank = RANK.get(kind, UNKNOWN_RANK) if kind is not None else UNKNOWN_RANK
    if kind is LocationKind.COUNTRY:
        precision = LocationPrecision.COUNTRY
    elif kind in {LocationKind.PROVINCE, LocationKind.TERRITORY, LocationKind.REGION, LocationKind.WATER}:
        precision = LocationPrecision.ADMIN
    else:
        precision = LocationPrecision.NEAR if near else LocationPrecision.EXACT
    keys = frozenset(mention.places) or frozenset({mention.text.casefold()})
    return Place(Ref(mention.start, mention.end, mention.text), precision, rank, keys, guessed)
