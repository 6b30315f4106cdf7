"""Whom statements are directed at, resolved: named, described, or known from what was said before."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from conflictdb.vocabularies import ActorKind, LocationKind, StatementAct
from loaders.annotate.countries import adjectives
from loaders.annotate.words import words_of
from loaders.link.cast import Cast, identity
from loaders.link.coreference import Coreference, Meant
from loaders.link.organisations import known_ref
from loaders.records import ActorRef, Ref, RoleRecord, StatementDraft
from loaders.vocab import table

RECENT = 6  # statements to which another may answer
ANSWER_REACH = 4  # sentences
DEED_REACH = 2
PAIR = 2
NEAR = 20  # characters
PARTIES_REACH = 6
ALL_PARTIES_REACH = 3
FIGHTING_REACH = 20  # a pair that fights is still "the parties" when others were named in between
HEARING_REACH = 12
HEADWORDS = 6  # words of a content among which what it takes up stands
SIDES = frozenset({ActorKind.ARMED_GROUP, ActorKind.STATE, ActorKind.STATE_FORCES, ActorKind.POLITICAL_GROUP})
FIGHTING = frozenset({ActorKind.ARMED_GROUP})
GOVERNING = frozenset({*SIDES, ActorKind.IGO})
CHARGING = frozenset({StatementAct.ACCUSE, StatementAct.CONDEMN})
TELLING = frozenset({StatementAct.ASSERT, StatementAct.WARN, StatementAct.ANNOUNCE})
NOMINAL_RULES = frozenset({"verb-np", "noun", "passive"})


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement as far as others answer to it."""

    sentence: int
    speaker: ActorRef
    addressees: frozenset[str]
    act: StatementAct


class Addressees:
    """Resolves the addressees of one document's statements, which must come in reading order."""

    def __init__(self, cast: Cast, coreference: Coreference, roles: tuple[RoleRecord, ...]) -> None:
        self.cast = cast
        self.coreference = coreference
        self.roles = roles
        self._recent: deque[_Told] = deque(maxlen=RECENT)
        self._hearing: dict[str, tuple[int, tuple[ActorRef, ...]]] = {}  # by speaker: the body before which he spoke, and where
        self._adversary: dict[str, ActorRef] = {}  # whom a speaker accused last
        self._bodies: dict[str, set[str]] = {}
        for role in roles:
            self._bodies.setdefault(identity(role.actor), set()).add(identity(role.organisation))

    def of(self, draft: StatementDraft, speaker: ActorRef | None) -> tuple[ActorRef, ...]:
        """Return whom a statement of this speaker is directed at."""
        own = self._selves(speaker)
        found: dict[str, ActorRef] = {}
        for ref in draft.addressees:
            for actor in self._meant(ref, draft):
                if identity(actor) not in own:
                    found.setdefault(identity(actor), actor)
        if not found:
            found = {identity(actor): actor for actor in self._implied(draft, speaker) if identity(actor) not in own}
        named = tuple({actor.name.casefold(): actor for actor in reversed(found.values())}.values())[::-1]
        if speaker is not None:
            sentence = self.coreference.antecedents.sentence(draft.evidence.start)
            self._recent.append(_Told(sentence, speaker, frozenset(map(identity, named)), draft.act))
            self._remember(draft, speaker, sentence, named)
        return named

    def _remember(self, draft: StatementDraft, speaker: ActorRef, sentence: int, named: tuple[ActorRef, ...]) -> None:
        """Keep what later statements of this speaker may be directed at: the body that hears him, the side that he accuses."""
        bodies = tuple(actor for actor in named if actor.kind is ActorKind.IGO)
        if draft.act in TELLING and draft.addressees and bodies:
            self._hearing[identity(speaker)] = (sentence, bodies)
        if draft.act in CHARGING and len(named) == 1 and named[0].kind in SIDES:
            self._adversary[identity(speaker)] = named[0]

    def _selves(self, speaker: ActorRef | None) -> set[str]:
        return {identity(speaker)} if speaker else set()

    # ------------------------------------------------------------ named

    def _meant(self, ref: Ref, draft: StatementDraft) -> list[ActorRef]:
        plain, lists = set(ref.text.casefold().split()), table("addressees")[self.cast.annotated.document.language]
        if set(words_of(ref.text).keys) & frozenset(table("addressees")["foreign"]["words"]) or plain & set(lists["unknown"]):
            return []  # "foreign forces", "unidentified gunmen" are nobody in particular
        if plain & set(lists["local"]) and not self.cast.overlapping(ref.start, ref.end):
            return [ActorRef(None, printed(ref.text), ActorKind.COMMUNITY, ref.text)]
        if (pair := self._parties(ref)) or (pair := self._by_adjective(ref)):
            return pair
        found = [self._actor(ref, meant) for meant in self.coreference.meant_all(ref)]
        return [self._commanded(actor, draft) for actor in found if actor is not None]

    def _parties(self, ref: Ref) -> list[ActorRef]:
        """Both of "the parties", "both capitals", named together before."""
        plain, lists = printed(ref.text).casefold(), table("addressees")[self.cast.annotated.document.language]
        reach = PARTIES_REACH if plain in lists["parties"] else ALL_PARTIES_REACH if plain in lists["all_parties"] else 0
        if not reach:
            return []
        sentence = self.coreference.antecedents.sentence(ref.start)
        far = FIGHTING_REACH if plain in lists["parties"] else reach
        pairs = [self._named_together(ref, number) for number in range(sentence, max(-1, sentence - far - 1), -1)]
        fighting = [pair for pair in pairs if any(actor.kind is not ActorKind.STATE for actor in pair)]
        return next((pair for pair in (*fighting, *pairs[: reach + 1]) if len(pair) > 1), [])

    def _named_together(self, ref: Ref, sentence: int) -> list[ActorRef]:
        """Two of those who fight or govern that a sentence names: after "between" where it has that, the fighting first."""
        here = [a for a in self.coreference.antecedents.of_sentence(sentence) if a.start < ref.start]
        if here and self.coreference.antecedents.sentence(ref.start) == sentence:
            here = [a for a in here if not a.subject]  # who urges both sides is none of them
        sides = [a for a in here if a.actor and a.actor.kind in SIDES]
        text = self.cast.scene.text
        between = [a for a in sides if words_before(text, a.start) & frozenset(table("addressees")["between"]["words"])]
        if between:
            sides = [a for a in sides if a.start >= between[0].start]
        actors = {identity(a.actor): a.actor for a in sides if a.actor}
        ordered = sorted(actors.values(), key=lambda actor: actor.kind is ActorKind.STATE)
        chosen = {identity(actor) for actor in ordered[:2]} if len(actors) > PAIR else set(actors)
        return [actor for key, actor in actors.items() if key in chosen]

    def _by_adjective(self, ref: Ref) -> list[ActorRef]:
        """The state of "Rwandan", "rwandaise" alone."""
        if self.cast.overlapping(ref.start, ref.end):
            return []
        words = words_of(ref.text)
        hit = adjectives(self.cast.annotated.document.language).match_at(words, 0) if len(words) else None
        if hit is None or hit.last != len(words):
            return []
        state = self.cast.gazetteer.state_of(hit.bearers[0])
        return [known_ref(state, ref.text)] if state else []

    def _actor(self, ref: Ref, meant: Meant) -> ActorRef | None:
        """Somebody known, a country that acts, or those whom the text only describes ("all parties")."""
        if meant.actor or self.coreference.is_pronoun(ref):
            return meant.actor
        places = [r.place for r in self.cast.overlapping(ref.start, ref.end) if r.place and r.mention.text == ref.text]
        if places:
            place = places[0]
            state = self.cast.gazetteer.state_of(place.country_code) if place.country_code else None
            if place.kind is not LocationKind.COUNTRY:
                return None
            return known_ref(state, ref.text) if state else ActorRef(None, place.name, ActorKind.STATE, ref.text)
        if self.coreference.describes_one_person(ref):  # somebody without a name is no actor of the dataset
            return None
        return self._council(ref) or ActorRef(None, printed(ref.text), ActorKind.COMMUNITY, ref.text, described=True)

    def _council(self, ref: Ref) -> ActorRef | None:
        """The council of "its members", "les quinze membres"."""
        lists = table("addressees")[self.cast.annotated.document.language]
        if words_of(ref.text).keys[-1] not in lists["of_council"]:
            return None
        antecedents = self.coreference.antecedents
        sentence = antecedents.sentence(ref.start)
        for antecedent in antecedents.before(ref.start):
            if sentence - antecedent.sentence > ANSWER_REACH:
                return None
            if antecedent.actor and antecedent.actor.kind is ActorKind.IGO:
                return antecedent.actor
        return None

    def _commanded(self, actor: ActorRef, draft: StatementDraft) -> ActorRef:
        """Whoever commands the troops whose withdrawal is asked for."""
        known = self.cast.gazetteer.actors.get(actor.slug or "")
        if draft.act is not StatementAct.CALL or draft.rule not in NOMINAL_RULES or known is None or not known.country:
            return actor
        state = self.cast.gazetteer.state_of(known.country) if actor.kind is ActorKind.STATE_FORCES else None
        return known_ref(state, actor.name) if state else actor

    # ------------------------------------------------------------ known from before

    def _implied(self, draft: StatementDraft, speaker: ActorRef | None) -> list[ActorRef]:
        lists = table("addressees")[self.cast.annotated.document.language]
        cue = draft.cue.casefold()
        answering = any(cue.endswith(word) for word in lists["answering"])
        found: list[ActorRef] = []
        if speaker is not None and (answering or (draft.act is StatementAct.DENY and _takes_up(draft, lists, "answered"))):
            found = self._answered(draft, speaker)
        if not found and draft.act in CHARGING | {StatementAct.DENY} and _takes_up(draft, lists, "decided"):
            found = self._decided(draft, speaker)
        if not found and draft.act in CHARGING and _takes_up(draft, lists, "deeds"):
            found = self._doers(draft)
        return found or self._opposed_or_hearing(draft, speaker)

    def _opposed_or_hearing(self, draft: StatementDraft, speaker: ActorRef | None) -> list[ActorRef]:
        """The side that a threatening speaker accused before; the body that hears a speaker throughout."""
        if speaker is None:
            return []
        key = identity(speaker)
        if draft.act in CHARGING | {StatementAct.THREATEN} and key in self._adversary:
            return [self._adversary[key]]
        sentence, bodies = self._hearing.get(key, (-1, ()))
        near = 0 <= self.coreference.antecedents.sentence(draft.evidence.start) - sentence <= HEARING_REACH
        return list(bodies) if bodies and near and draft.act in TELLING | CHARGING | {StatementAct.CALL} else []

    def _answered(self, draft: StatementDraft, speaker: ActorRef) -> list[ActorRef]:
        """Who accused, criticised or asked the one who now answers: who spoke of him before all others, else who spoke last."""
        sentence, own = self.coreference.antecedents.sentence(draft.evidence.start), self._all_of(speaker)
        recent = [told for told in reversed(self._recent) if sentence - told.sentence <= ANSWER_REACH]
        others = [told for told in recent if identity(told.speaker) not in own]
        aimed = [told for told in others if told.addressees & own or told.act is StatementAct.ACCUSE]
        return [told.speaker for told in (aimed or others)[:1]]

    def _decided(self, draft: StatementDraft, speaker: ActorRef | None) -> list[ActorRef]:
        """Whose decision, measures or refusal it is: the body or government of which the text just told something."""
        own = self._all_of(speaker) if speaker else set()
        antecedents = self.coreference.antecedents
        sentence = antecedents.sentence(draft.evidence.start)
        for antecedent in antecedents.before(draft.evidence.start):
            if sentence - antecedent.sentence > DEED_REACH:
                break
            actor = antecedent.actor
            if actor and antecedent.subject and actor.kind in GOVERNING and identity(actor) not in own:
                return [actor]
        return []

    def _all_of(self, actor: ActorRef) -> set[str]:
        """An actor with the bodies and the state that it speaks for."""
        own = {identity(actor)} | self._bodies.get(identity(actor), set())
        known = self.cast.gazetteer.actors.get(actor.slug or "")
        if known is not None:
            own |= {post.organisation for post in known.posts}
        countries = {k.country for slug in own if (k := self.cast.gazetteer.actors.get(slug)) and k.country}
        states = (self.cast.gazetteer.state_of(code) for code in countries)
        return own | {state.slug for state in states if state}

    def _doers(self, draft: StatementDraft) -> list[ActorRef]:
        """The armed group last named before "this attack", else the one in the title."""
        antecedents = self.coreference.antecedents
        sentence = antecedents.sentence(draft.evidence.start)
        for antecedent in antecedents.before(draft.evidence.start):
            if sentence - antecedent.sentence > DEED_REACH:
                break
            if antecedent.actor and antecedent.actor.kind in FIGHTING:
                return [antecedent.actor]
        titled = antecedents.titled(set(FIGHTING))
        return [titled] if titled else []


def _takes_up(draft: StatementDraft, lists: Mapping[str, list[str]], nouns: str) -> bool:
    """Whether a content begins with something told of before: "these accusations", "the attack", not "looting"."""
    plain = draft.text.casefold().replace("’", "'").replace("'", "' ").split()
    words = [word.strip(' ,.;:«»"“”') for word in plain][:HEADWORDS]
    known = next((i for i, word in enumerate(words) if word in lists["definite"]), None)
    return known is not None and any(word in lists[nouns] for word in words[known + 1 :])


def words_before(text: str, start: int) -> set[str]:
    """Return the words right before a place in the text."""
    return set(text[max(0, start - NEAR) : start].casefold().split())


def printed(text: str) -> str:
    """Return a description as printed on one line."""
    return " ".join(text.split()).strip(" ,;:")
