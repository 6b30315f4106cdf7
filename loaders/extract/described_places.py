"""Which named place a description of one stands for: "in the city", "dans cette localité", "in the capital"."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cached_property

from spacy.tokens import Token

from conflictdb.vocabularies import LocationKind
from loaders.annotate.annotated import Annotated, Mention
from loaders.extract.event_places import Place, is_place, place_of
from loaders.extract.scene import Scene
from loaders.vocab import table

MEMORY = 40  # names back among which a description's one is looked for
KINDS = {
    "towns": frozenset({LocationKind.CITY}),
    "capitals": frozenset({LocationKind.CITY}),
    "areas": frozenset({LocationKind.PROVINCE, LocationKind.TERRITORY, LocationKind.REGION}),
    "countries": frozenset({LocationKind.COUNTRY}),
}


class DescribedPlaces:
    """The named places of a document, to which its descriptions of places point back."""

    def __init__(self, annotated: Annotated) -> None:
        self.named = [mention for mention in annotated.mentions if is_place(mention)]
        self.starts = [mention.start for mention in self.named]

    def place_in(self, scene: Scene, first: int, last: int) -> Place | None:
        """Return the place that a description among tokens [first, last) puts something at, as a guess; None where none does."""
        for token in scene.doc[first:last]:
            sort = _sort(scene, token)
            if sort is not None and _put_at(scene, token):
                return self._before(sort, scene.section.span(token).start)
        return None

    def _before(self, sort: str, offset: int) -> Place | None:
        if sort == "countries":
            return self._country
        end = bisect_left(self.starts, offset)
        near = [m for m in reversed(self.named[max(0, end - MEMORY) : end]) if m.place_kind in KINDS[sort]]
        capitals = [mention for mention in near if _capital(mention)]
        others = [mention for mention in near if mention not in capitals]
        fitting = {"capitals": capitals, "towns": others + capitals}.get(sort, near)  # a capital may stand for its government
        return place_of(fitting[0], guessed=True) if fitting else None

    @cached_property
    def _country(self) -> Place | None:
        """The country that the document names most often."""
        countries = [mention for mention in self.named if mention.place_kind is LocationKind.COUNTRY]
        counted = Counter(_key(mention) for mention in countries).most_common(1)
        found = next((m for m in countries if counted and _key(m) == counted[0][0]), None)
        return place_of(found, guessed=True) if found is not None else None


def _key(mention: Mention) -> str:
    return mention.places[0] if mention.places else mention.text.casefold()


def _capital(mention: Mention) -> bool:
    return mention.text.casefold() in table("metonyms")["states"]


def _sort(scene: Scene, token: Token) -> str | None:
    """Which sort of place the word describes; None for a name, and for "the city of X"."""
    if token.pos_ != "NOUN" or scene.mention(token) is not None:
        return None
    locative = scene.lexicon.words["locative"]
    sort = next((name for name in KINDS if token.lower_ in locative[name]), None)
    following = token.nbor(1).lower_ if token.i + 1 < len(scene.doc) else ""
    return None if following in locative["inner"] else sort


def _put_at(scene: Scene, noun: Token) -> bool:
    """Whether a preposition of place and a definite article stand before it, with one adjective between at most."""
    locative, articles = scene.lexicon.words["locative"], scene.lexicon.list("merging", "articles")
    at = noun.i - 1
    if at > 0 and scene.doc[at].pos_ == "ADJ":
        at -= 1
    before = scene.doc[at - 1].lower_ if at > 0 else ""
    return at > 0 and scene.doc[at].lower_ in articles and before in locative["exact"] | locative["near"]
