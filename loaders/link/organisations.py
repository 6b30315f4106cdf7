"""Which organisation, government or group a name means."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping

from conflictdb.identity import fold
from conflictdb.vocabularies import ActorKind
from loaders.annotate.annotated import Annotated, Mention
from loaders.gazetteer import Gazetteer, KnownActor
from loaders.records import ActorRef, Candidate
from loaders.vocab import table


@functools.cache
def metonyms() -> frozenset[str]:
    """Return the folded names of places that may stand for a government or body."""
    groups = table("metonyms")
    return frozenset(fold(name) for group in ("states", "bodies") for names in groups[group].values() for name in names)


class Organisations:
    """The organisations of a document, known and unknown."""

    def __init__(self, annotated: Annotated, gazetteer: Gazetteer, country: str | None) -> None:
        self.gazetteer = gazetteer
        self.country = country
        metonyms = table("metonyms")
        self._capitals = {fold(name): code for code, names in metonyms["states"].items() for name in names}
        self._bodies = {fold(name): slug for slug, names in metonyms["bodies"].items() for name in names}
        self._unknown = self._kinds(annotated)

    def _kinds(self, annotated: Annotated) -> dict[str, tuple[str, ActorKind]]:
        """The unknown names of the document by folded form, each with its fullest spelling and the kind found most often."""
        kinds: dict[str, Counter[ActorKind]] = {}
        names: dict[str, str] = {}
        for mention in annotated.mentions:
            if mention.actor_kind and mention.actor_kind is not ActorKind.PERSON and not mention.actors:
                folded = self._key(mention)
                kinds.setdefault(folded, Counter())[mention.actor_kind] += 1
                names.setdefault(folded, mention.name or mention.text)
        full = {folded: _fullest(folded, kinds) for folded in kinds}
        return {folded: (names[full[folded]], kinds[full[folded]].most_common(1)[0][0]) for folded in kinds}

    def _key(self, mention: Mention) -> str:
        """What makes two unknown names one: the army of a country is one, whatever it is called."""
        folded = fold(mention.name or mention.text)
        if (
            mention.rule == "phrase"
            and mention.country_code
            and mention.actor_kind is ActorKind.STATE_FORCES
            and "polic" not in folded
        ):
            return f"~army {mention.country_code}"
        return folded

    def of(self, mention: Mention) -> ActorRef | None:
        """Return the organisation that a mention may mean, or None where it names none."""
        if mention.actors:
            return self._chosen(mention)
        if mention.actor_kind is None or mention.actor_kind is ActorKind.PERSON:
            return None
        name, kind = self._unknown[self._key(mention)]
        return ActorRef(None, name, kind, mention.text)

    def _chosen(self, mention: Mention) -> ActorRef:
        """The bearer of the name, or the one at home in the document's country; where that leaves several, all as candidates."""
        bearers = [self.gazetteer.actors[slug] for slug in mention.actors]
        at_home = [actor for actor in bearers if actor.country and actor.country == self.country]
        left = at_home or bearers
        if len(left) == 1:
            return known_ref(left[0], mention.text)
        candidates = [
            Candidate(actor.slug, float(actor in at_home), ("country",) if actor in at_home else ())
            for actor in sorted(bearers, key=lambda actor: (actor not in at_home, actor.slug))
        ]
        return ActorRef(None, mention.name or mention.text, left[0].kind, mention.text, tuple(candidates))

    def metonym(self, mention: Mention) -> ActorRef | None:
        """Return the government or body that a place's name stands for where it acts: Kigali for Rwanda."""
        folded = fold(mention.text)
        if slug := self._bodies.get(folded):
            body = self.gazetteer.actors.get(slug)
            return known_ref(body, mention.text) if body else None
        code = self._capitals.get(folded)
        state = self.gazetteer.state_of(code) if code else None
        return known_ref(state, mention.text) if state else None


def _fullest(short: str, kinds: Mapping[str, object]) -> str:
    """Return the one longer name that begins with `short` ("Zola" for "Zola Electric"), or `short`."""
    longer = [name for name in kinds if name.startswith(short + " ")]
    return longer[0] if len(longer) == 1 and " " not in short else short


def known_ref(actor: KnownActor, text: str) -> ActorRef:
    """Return a reference to an actor of the gazetteer, printed as `text`."""
    return ActorRef(actor.slug, actor.name, actor.kind, text)
