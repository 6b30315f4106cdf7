"""Which person a description means by a post or a trade: "the defence minister", "the officer"."""

from __future__ import annotations

from loaders.annotate.countries import adjectives
from loaders.annotate.persons import POST, title_words, trades
from loaders.annotate.words import Words, words_of
from loaders.link.antecedents import Antecedents
from loaders.link.backward import determiners, pronouns, taken_up
from loaders.link.cast import Cast, identity
from loaders.link.persons import Person
from loaders.link.titles import likeness, qualifiers, title_keys
from loaders.records import ActorRef, Ref

_DESCRIPTION_REACH = 3  # sentences
_TAKEN_UP_REACH = 2


class Holders:
    """Resolves descriptions of persons in one document."""

    def __init__(self, cast: Cast, antecedents: Antecedents) -> None:
        self.cast = cast
        self.antecedents = antecedents
        self.language = cast.annotated.document.language

    def meant(self, ref: Ref, words: Words, code: str | None, head: tuple[str, ...]) -> Person | None:
        """Return the person: by a post or trade of his that is told, else whoever was spoken of just before ("the officer")."""
        aged = words.keys[-1] in taken_up("aged")
        free = aged or (bool(head) and head[-1] in taken_up("anybody"))
        if not free and not self.is_post(words) and not any(trades(self.language).find(words)):
            return None
        scored = []
        description = " ".join(key for key in words.keys if key not in determiners("definite"))
        for person in self.cast.persons.all:
            score = max((likeness(description, title) for title in self.titles(person, description)), default=0)
            if (code and score and self.has_country(person, code) is False) or not self._own_post(description, person):
                score = 0
            if score:
                scored.append((score + (2 if code and self.has_country(person, code) else 0), person))
        telling = len(title_keys(description)) > 1 or words.keys[0] not in determiners("definite")
        scored = [(score, person) for score, person in scored if score > 1 or not telling]
        if scored:
            best = max(score for score, _ in scored)
            return self._latest([person for score, person in scored if score == best], ref)
        plain = free or sum(1 for key in title_keys(description) if key not in qualifiers(self.language)) <= 1
        if words.keys[0] not in determiners("definite") or words.keys[0] in determiners("possessive") or not plain:
            return None
        return self._just_before(ref, description, free, _TAKEN_UP_REACH if free and not aged else _DESCRIPTION_REACH)

    def _just_before(self, ref: Ref, description: str, free: bool, reach: int) -> Person | None:
        """ "The officer": whoever was a subject just before, if nothing else is told of what that person does."""
        sentence = self.antecedents.sentence(ref.start)
        for antecedent in self.antecedents.before(ref.start):
            if sentence - antecedent.sentence > reach:
                break
            if antecedent.is_person and antecedent.subject and antecedent.actor:
                speaker = self.cast.persons.person(antecedent.actor)
                if self._named_beside(ref, antecedent.actor, sentence):
                    return None  # "the governor told Obi"
                return speaker if speaker and (free or speaker.trades.issuperset(self.titles(speaker, description))) else None
        return None

    def _named_beside(self, ref: Ref, actor: ActorRef, sentence: int) -> bool:
        """Whether a person is named in the sentence of a description after it, and so is somebody else."""
        later = (
            a for a in self.antecedents.of_sentence(sentence) if a.start > ref.start and a.text.casefold() not in pronouns("en")
        )
        return self.language == "en" and any(identity(a.actor) == identity(actor) for a in later if a.actor)

    def _own_post(self, description: str, person: Person) -> bool:
        """Whether the post agrees that somebody holds, not whom it is with: "the prime minister's press secretary"."""
        _, mark, own = description.rpartition(" 's ")
        return not mark or any(likeness(own, title) for title in self.titles(person, description))

    def titles(self, person: Person, description: str) -> list[str]:
        """Return the posts and trades of a person, past ones for a description that says so."""
        titles = [role.title + (f" {role.organisation.text}" if role.organisation else "") for role in person.roles]
        titles += person.trades
        past = "former" in description or "ancien" in description
        if person.known:
            for post in person.known.posts:
                if post.role and (past or post.held_on(self.cast.day)):
                    organisation = self.cast.gazetteer.actors.get(post.organisation)
                    of = f" {organisation.name}" if organisation else ""
                    titles += [post.role + of, *([post.role_fr + of] if post.role_fr else [])]
        return titles

    def has_country(self, person: Person, code: str) -> bool | None:
        """Whether the person is of that country; None where nothing is known of it."""
        if person.known and person.known.country:
            return person.known.country == code
        for role in person.roles:
            if role.organisation and (found := self.country(words_of(role.organisation.text))):
                return found == code
        return None

    def _latest(self, persons: list[Person], ref: Ref) -> Person | None:
        if len(persons) == 1:
            return persons[0]
        for antecedent in (*self.antecedents.before(ref.start), *self.antecedents.after(ref.start)):
            person = self.cast.persons.person(antecedent.actor) if antecedent.actor else None
            if person in persons:
                return person
        return persons[0]

    def is_post(self, words: Words) -> bool:
        """Whether the words name a post."""
        tree = title_words(self.language)
        return any(hit.bearers[0] == POST for hit in tree.find(words)) or any(
            key in {"diplomat", "diplomate", "officer", "officier", "veteran", "politician", "responsable"} for key in words.keys
        )

    def country(self, words: Words) -> str | None:
        """Return the country whose adjective or name is first among the words."""
        found = next(adjectives(self.language).find(words), None)
        return found.bearers[0] if found else None
