"""Which body a description means: "the rebels", "the army", "its foreign ministry", "the Council"."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable

from conflictdb.vocabularies import ActorKind
from loaders.annotate.countries import GOVERNMENT, CountryPhrases
from loaders.annotate.words import Words, keys_in, words_of
from loaders.gazetteer import ARMY, MINISTRY, POLICE
from loaders.link.antecedents import Antecedent, Antecedents
from loaders.link.backward import back_nouns, determiners, part_nouns
from loaders.link.cast import Cast
from loaders.link.organisations import known_ref
from loaders.records import ActorRef, Ref
from loaders.vocab import table

Fits = Callable[[Antecedent], bool]
POLICE_NOUN = "polic"


@functools.cache
def _others() -> frozenset[str]:
    """Return the words that make forces others than those of the country."""
    return keys_in(table("nominals")["other_forces"]["words"])


class Bodies:
    """Resolves descriptions of bodies; `nearest` finds the last antecedent before a stretch that fits."""

    def __init__(self, cast: Cast, antecedents: Antecedents, nearest: Callable[[Ref, Fits], ActorRef | None]) -> None:
        self.cast = cast
        self.antecedents = antecedents
        self.nearest = nearest
        self.language = cast.annotated.document.language
        self.phrases = CountryPhrases(cast.gazetteer, self.language)
        self._ministries = frozenset({"ministry", "department", "ministere"})
        self._called = keys_in(table("pronouns")["called"]["words"])

    def meant(self, ref: Ref, words: Words, head: tuple[str, ...], code: str | None) -> ActorRef | None:
        """Return the body that a description by this head noun means, of the country `code` where it tells one."""
        noun, kinds = self._back_noun(words, head)
        if not kinds and part_nouns().intersection(head):  # "Council members"
            noun, kinds = self._back_noun(words, tuple(words.keys))
        if not kinds:
            return None
        if kinds == {ActorKind.STATE_FORCES} and code is None and _others().intersection(words.keys):  # "regional forces"
            return None
        if code and ActorKind.ARMED_GROUP in kinds:  # "Ugandan rebels" are not Uganda
            named = (a.actor for a in self.antecedents.before(ref.start) if a.actor and a.actor.kind in kinds)
            return next((actor for actor in named if self._country_of(actor) == code), None)
        if code or kinds <= {ActorKind.STATE_FORCES, ActorKind.STATE}:
            return self._of_country(ref, kinds, noun, code or self.cast.setting.country)
        earlier = [a for a in self.antecedents.before(ref.start) if a.actor and a.actor.kind in kinds]
        later = (a for a in self.antecedents.after(ref.start) if a.actor and a.actor.kind in kinds)
        return self._best_named(noun, earlier or [*itertools.islice(later, 1)])

    def _back_noun(self, words: Words, head: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[ActorKind]]:
        nouns = back_nouns(self.language)
        for length in (4, 3, 2, 1):
            for first in range(len(words) - length + 1):
                keys = tuple(words.keys[first : first + length])
                if keys in nouns and set(head) & set(keys):
                    return keys, nouns[keys]
        return (), frozenset()

    def _of_country(self, ref: Ref, kinds: frozenset[ActorKind], noun: tuple[str, ...], code: str | None) -> ActorRef | None:
        if noun and noun[-1] in self._called:
            for antecedent in self.antecedents.before(ref.start):
                if antecedent.actor and antecedent.actor.kind in kinds and noun[-1] in words_of(antecedent.text).keys:
                    return antecedent.actor
        if self.is_owned(ref):
            return self._owned(ref, noun)
        sort = self._sort(noun) if ActorKind.STATE_FORCES in kinds else GOVERNMENT
        if sort == ARMY and (taken_up := self._taken_up(ref, noun)):
            return taken_up
        known = self.phrases.actor_of(code, sort, " ".join(noun)) if code else None
        if known:
            return known_ref(known, ref.text)
        named = [a.actor for a in self.antecedents.before(ref.start) if a.actor and a.actor.kind in kinds]
        named = [actor for actor in named if (POLICE_NOUN in actor.name.casefold()) is (sort == POLICE)]
        return named[0] if named and code in {None, self._country_of(named[0])} else None

    def _sort(self, noun: tuple[str, ...]) -> str:
        """Whether the noun is one of armies or one of the police."""
        found = self.phrases.nouns.match_at(words_of(" ".join(noun)), 0)
        return POLICE if found and found.bearers[0] == POLICE else ARMY

    def _country_of(self, actor: ActorRef) -> str | None:
        known = self.cast.gazetteer.actors.get(actor.slug or "")
        return known.country if known else None

    def _taken_up(self, ref: Ref, noun: tuple[str, ...]) -> ActorRef | None:
        """The force that acted in the sentence before under the same noun: "The X army struck ... The army killed"."""
        sentence = self.antecedents.sentence(ref.start)
        for antecedent in self.antecedents.before(ref.start):
            if sentence - antecedent.sentence > 1:
                return None
            actor = antecedent.actor
            acted = actor is not None and actor.kind is ActorKind.STATE_FORCES and antecedent.subject
            if acted and noun[-1] in words_of(antecedent.text).keys:
                return actor
        return None

    def is_owned(self, ref: Ref) -> bool:
        """Whether the description begins with a possessive: "its forces"."""
        return ref.text.split()[0].casefold() in determiners("possessive")

    def _owned(self, ref: Ref, noun: tuple[str, ...]) -> ActorRef | None:
        """Whose "its forces" are: they count as the body itself; "its foreign ministry" is a body of its own."""
        owner = self.nearest(ref, lambda a: a.actor is not None and not a.is_person and a.subject)
        known = self.cast.gazetteer.actors.get(owner.slug or "") if owner else None
        if noun and noun[-1] in self._ministries and known and known.country:
            ministry = self.phrases.actor_of(known.country, MINISTRY, " ".join(words_of(ref.text).keys[1:]))
            return known_ref(ministry, ref.text) if ministry else owner
        return owner

    def _best_named(self, noun: tuple[str, ...], antecedents: Iterable[Antecedent]) -> ActorRef | None:
        """Prefer an actor whose name has the noun ("the Council"); else the last one of the kind."""
        antecedents = list(antecedents)
        for antecedent in antecedents:
            if antecedent.actor and noun[-1] in self._name_keys(antecedent.actor):
                return antecedent.actor
        if noun[-1] in {"council", "commission", "court", "parliament", "conseil", "cour", "parlement", "agency", "agence"}:
            return None
        return antecedents[0].actor if antecedents else None

    def _name_keys(self, actor: ActorRef) -> set[str]:
        known = self.cast.gazetteer.actors.get(actor.slug or "")
        names = known.names if known else (actor.name,)
        return {key for name in names for key in words_of(name).keys}
