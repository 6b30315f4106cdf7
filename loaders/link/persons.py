"""Which person a name means: names of one person joined by surname, known persons only where the name or a post agrees."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from conflictdb.identity import fold
from conflictdb.vocabularies import ActorKind
from loaders.annotate.annotated import Annotated, Mention
from loaders.annotate.given_names import gender_of
from loaders.annotate.persons import trades
from loaders.annotate.words import words_of
from loaders.gazetteer import Gazetteer, KnownActor
from loaders.link.organisations import known_ref
from loaders.link.titles import likeness
from loaders.records import ActorRef, Candidate, Drafts, RoleDraft
from loaders.vocab import table

# characters around a name in which it is told what the person does
_BEFORE, _AFTER = 60, 80
_ASIDE = re.compile(r",(?: \d{1,3},)? (?P<what>[^.,;:()\n”“\"»«]{3,60})")
# what a sign that a known person is meant is worth: each more than all after it
_WORTH = {"title": 8, "office": 4, "body named": 2, "country": 1}
_MOST_CANDIDATES = 10
_ADDRESS = 20  # characters before a name in which its form of address stands


@dataclass(slots=True)
class Person:
    """One person of the document: the fullest name, the entry if known, the posts and trades printed, the gender if told.

    `likely` is the gender that the given name tells; `candidates` are the known persons of that name, where none fits best.
    """

    name: str
    known: KnownActor | None = None
    names: set[tuple[str, ...]] = field(default_factory=set)
    roles: list[RoleDraft] = field(default_factory=list)
    trades: set[str] = field(default_factory=set)
    gender: str | None = None
    likely: str | None = None
    candidates: tuple[Candidate, ...] = ()


class Persons:
    """The persons of a document."""

    def __init__(
        self, annotated: Annotated, drafts: Drafts, gazetteer: Gazetteer, day: dt.date | None, country: str | None
    ) -> None:
        self.gazetteer = gazetteer
        self._text = annotated.document.text
        self._tree = trades(annotated.document.language)
        self.day = day
        self.country = country
        self._bodies = {slug for mention in annotated.mentions for slug in mention.actors}
        self._by_start: dict[int, Person] = {}
        self._by_word: dict[str, list[Person]] = {}
        self._by_identity: dict[str, Person] = {}
        self.all: list[Person] = []
        self._roles: dict[int, list[RoleDraft]] = {}
        for role in drafts.roles:
            self._roles.setdefault(role.person.start, []).append(role)
        mentions = [mention for mention in (*annotated.mentions, *annotated.margins) if mention.actor_kind is ActorKind.PERSON]
        # full names first: a surname alone belongs to whoever bears it
        for mention in sorted(mentions, key=lambda mention: -len(_name_words(mention))):
            self._join(mention)

    def of(self, mention: Mention) -> ActorRef | None:
        """Return the person that a mention names."""
        person = self._by_start.get(mention.start)
        return self.ref(person, mention.text) if person else None

    def ref(self, person: Person, text: str) -> ActorRef:
        """Return a reference to a person of the document."""
        if person.known:
            return known_ref(person.known, text)
        return ActorRef(None, person.name, ActorKind.PERSON, text, person.candidates)

    def person(self, actor: ActorRef) -> Person | None:
        """Return the person of the document that a reference means."""
        return self._by_identity.get(actor.slug or actor.name)

    def _join(self, mention: Mention) -> None:
        words = _name_words(mention)
        roles = self._roles.get(mention.start, [])
        person = self._namesake(mention, words)
        if person is None:
            bearers = self._bearers(mention, words)
            known = self._known(bearers, roles, sure=bool(mention.actors) or len(words) > 1)
            person = self._by_identity.get(known.slug) if known else None
            if person is None:
                candidates = () if known else self._candidates(bearers, roles)
                person = Person(_canonical(mention), known, gender=known.gender if known else None, candidates=candidates)
                self.all.append(person)
                self._by_identity.setdefault(known.slug if known else person.name, person)
        if words not in person.names:
            person.names.add(words)
            for word in set(words):
                self._by_word.setdefault(word, []).append(person)
        person.roles.extend(roles)
        person.gender = person.gender or self._told_gender(mention, roles)
        person.likely = person.likely or gender_of(words)
        person.trades |= self._trades_beside(mention)
        self._by_start[mention.start] = person

    def _trades_beside(self, mention: Mention) -> set[str]:
        """What the person does by the words before the name ("striker X") and after it ("X, 54, a nurse from Y,")."""
        before = self._text[max(0, mention.start - _BEFORE) : mention.start]
        after = self._text[mention.end : mention.end + _AFTER]
        found = words_of(re.split(r"[.,;:!?\n”“\"»«]", before)[-1])
        told = {" ".join(found.keys[hit.first : hit.last]) for hit in self._tree.find(found) if hit.last == len(found)}
        if aside := _ASIDE.match(after):
            words = words_of(aside["what"])
            hits = list(self._tree.find(words))
            told |= {" ".join(words.keys[hit.first : hit.last]) for hit in hits[:1]}
        return told

    def _told_gender(self, mention: Mention, roles: list[RoleDraft]) -> str | None:
        """The gender that a form of address before the name, or a post, tells."""
        before = self._text[max(0, mention.start - _ADDRESS) : mention.start].casefold().split()[-1:]
        told = [*before, *(word for role in roles for word in role.title.casefold().split())]
        genders = {sort for sort, words in table("titles")["gender"].items() for word in told if word in words}
        return genders.pop() if len(genders) == 1 else None

    def _namesake(self, mention: Mention, words: tuple[str, ...]) -> Person | None:
        known = next((self._by_identity[slug] for slug in mention.actors if slug in self._by_identity), None)
        if known:
            return known
        near: list[Person] = [*self._by_word.get(words[-1], ()), *self._by_word.get(words[0], ())]
        for person in near:
            if mention.actors and person.known:
                continue
            if any(_same_name(words, other) for other in person.names):
                return person
        return None

    def _bearers(self, mention: Mention, words: tuple[str, ...]) -> list[KnownActor]:
        """The known persons whom a name may mean: all of a surname, or those whose names have the words of a fuller one."""
        if mention.actors:
            return [self.gazetteer.actors[slug] for slug in mention.actors]
        bearers = [self.gazetteer.actors[slug] for slug in self.gazetteer.persons_by_surname.get(words[-1], ())]
        if len(words) == 1:
            return bearers
        return [actor for actor in bearers if any(_contains(words, _key_words(name)) for name in actor.names)]

    def _known(self, bearers: list[KnownActor], roles: list[RoleDraft], *, sure: bool) -> KnownActor | None:
        """The one of the bearers who is meant, if one clearly is; a surname alone needs a title or an office too."""
        if sure:
            best = self._best(bearers, roles)
            return best[0] if len(best) == 1 else None  # two candidates are no link
        titled = [actor for actor in bearers if roles and self._title_fits(actor, roles)]
        if len(titled) == 1:
            return titled[0]
        return bearers[0] if len(bearers) == 1 and self._holds_post(bearers[0]) else None

    def _best(self, bearers: list[KnownActor], roles: list[RoleDraft]) -> list[KnownActor]:
        scores = [sum(_WORTH[reason] for reason in self._reasons(actor, roles)) for actor in bearers]
        return [actor for actor, score in zip(bearers, scores, strict=True) if score == max(scores)]

    def _candidates(self, bearers: list[KnownActor], roles: list[RoleDraft]) -> tuple[Candidate, ...]:
        """The bearers of a name that was not linked, the likeliest first."""
        found = []
        for actor in bearers:
            reasons = self._reasons(actor, roles)
            score = sum(_WORTH[reason] for reason in reasons) / sum(_WORTH.values())
            found.append(Candidate(actor.slug, round(score, 3), reasons))
        return tuple(sorted(found, key=lambda one: (-one.score, one.slug)))[:_MOST_CANDIDATES]

    def _reasons(self, actor: KnownActor, roles: list[RoleDraft]) -> tuple[str, ...]:
        """What speaks for a known person: the text's title, an office on the day, a body that is named too, the country."""
        tells = {
            "title": bool(roles) and self._title_fits(actor, roles),
            "office": self._holds_post(actor),
            "body named": any(post.organisation in self._bodies for post in actor.posts),
            "country": actor.country is not None and actor.country == self.country,
        }
        return tuple(reason for reason, holds in tells.items() if holds)

    def _title_fits(self, actor: KnownActor, roles: list[RoleDraft]) -> bool:
        return any(
            likeness(role.title, title) > 0
            for role in roles
            for post in actor.posts
            if post.held_on(self.day)
            for title in (post.role, post.role_fr)
            if title
        )

    def _holds_post(self, actor: KnownActor) -> bool:
        return any(post.role and post.held_on(self.day) for post in actor.posts)


def _canonical(mention: Mention) -> str:
    return mention.name or mention.text


def _name_words(mention: Mention) -> tuple[str, ...]:
    return _key_words(mention.name or mention.text)


def _key_words(name: str) -> tuple[str, ...]:
    return tuple(words_of(name).keys) or (fold(name),)


def _contains(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shared = set(one) & set(other)
    return len(shared) >= 2 and (shared == set(one) or shared == set(other))


def _same_name(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two printed names are one person's: the shorter is the end of the longer, or all of it stands in it."""
    short, long = sorted((words, other), key=len)
    if len(short) == 1:
        return short[0] in {long[-1], long[0]} if len(long) <= 2 else short[0] in long
    return long[-len(short) :] == short or (set(short) <= set(long) and short[0] == long[0])
