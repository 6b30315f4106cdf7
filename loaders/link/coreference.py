"""Who is meant by a stretch that names or describes somebody: a name, a title, a pronoun, "the rebels"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Span as Tokens

from conflictdb.vocabularies import ActorKind, SourceKind
from loaders.annotate.countries import adjectives
from loaders.annotate.function_words import function_words
from loaders.annotate.persons import POST, title_words, trades
from loaders.annotate.words import words_of
from loaders.link.antecedents import Antecedent, Antecedents
from loaders.link.backward import (
    back_nouns,
    body_nouns,
    determiners,
    joint_kinds,
    joint_phrases,
    object_pronouns,
    papers,
    part_nouns,
    people,
    pronouns,
    subject_end,
    unnamed,
    with_determiners,
)
from loaders.link.bodies import Bodies
from loaders.link.cast import Cast, Reading, identity
from loaders.link.descriptions import gender_told, named_after
from loaders.link.holders import Holders
from loaders.link.organisations import known_ref
from loaders.link.titles import likeness
from loaders.records import ActorRef, Ref, Span
from loaders.vocab import table

_APPOSED = 7  # characters: a comma, a space and the name's beginning
_PRONOUN_REACH = 6  # sentences
_HEARD_REACH = 2
_TOGETHER_REACH = 2
_JOINT_REACH = 8
_JOINT_MOST = 2
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass"})
_NAME_PATH = frozenset({"compound", "flat", "flat:name", "appos", "nmod", "amod", "nn", "poss"})


@dataclass(frozen=True, slots=True)
class Meant:
    """Who a stretch means: an actor, or None with the description of somebody unnamed."""

    actor: ActorRef | None
    text: str


class Coreference:
    """Resolves the stretches of one document."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.language = cast.annotated.document.language
        self.antecedents = Antecedents(cast)
        self.holders = Holders(cast, self.antecedents)
        self.bodies = Bodies(cast, self.antecedents, lambda ref, fits: self._nearest(ref, fits).actor)
        self._known: dict[Ref, Meant] = {}
        self._said: tuple[Span, ...] = ()
        self._add_subjects()

    def speakers(self, ref: Ref, said: tuple[Span, ...]) -> list[Meant]:
        """Return who spoke: nobody whom only the words that were said name."""
        self._said = said
        self._known.pop(ref, None)
        meant = self.meant_all(ref)
        self._said = ()
        return meant

    def meant_all(self, ref: Ref) -> list[Meant]:
        """Return everybody whom a stretch means: "they" and "both leaders" may be two."""
        plain = self._whole(ref).casefold().lstrip("-")
        together: list[ActorRef] = []
        if pronouns(self.language).get(plain) == "many" or plain in joint_phrases("joint"):
            together = self._together(ref, _JOINT_REACH if plain in joint_phrases("joint") else _TOGETHER_REACH, persons=True)
        elif plain in joint_phrases("joint_bodies"):
            together = self._together(ref, _JOINT_REACH, persons=False, kinds=joint_kinds(plain))
        if len(together) > 1:
            return [Meant(actor, ref.text) for actor in together]
        several = self._office_holders(ref) or self._paired(ref)
        return [Meant(actor, ref.text) for actor in several] or [self.meant(ref)]

    def _whole(self, ref: Ref) -> str:
        """The stretch with the article and the number that belong to its head: "the two men" for "men"."""
        found = self.cast.scene.tokens(ref.start, ref.end)
        return found[1].doc[with_determiners(found[1]).start : found[1].end].text if found else ref.text

    def _paired(self, ref: Ref) -> list[ActorRef]:
        """Both bodies of "the Congolese and Ugandan armies"."""
        for index, reading in enumerate(self.cast.readings):
            if reading.mention.rule != "phrase" or not (reading.mention.start < ref.end and ref.start < reading.mention.end):
                continue
            pair = [reading]
            for other in (self.cast.readings[index - 1 : index] if index else []) + self.cast.readings[index + 1 : index + 2]:
                first, last = sorted((reading.mention, other.mention), key=lambda mention: mention.start)
                between = self.cast.scene.text[first.end : last.start].strip().casefold()
                if other.mention.rule == "phrase" and between in function_words("and"):
                    pair.append(other)
            if len(pair) > 1:
                return [r.actor for r in sorted(pair, key=lambda r: r.mention.start) if r.actor]
        return []

    def is_pronoun(self, ref: Ref) -> bool:
        """Whether a stretch is a pronoun, which names nobody."""
        return ref.text.casefold().lstrip("-") in pronouns(self.language)

    def meant(self, ref: Ref) -> Meant:
        """Return who a stretch means, the first where it is several."""
        if ref not in self._known:
            self._known[ref] = self._meant(ref)
        return self._known[ref]

    def _meant(self, ref: Ref) -> Meant:
        found = self.cast.scene.tokens(ref.start, ref.end)
        if found is None:
            return Meant(None, ref.text)
        section, tokens = found
        if reading := self._named(ref, section, tokens):
            return Meant(reading.actor, ref.text)
        if sort := pronouns(self.language).get(ref.text.casefold().lstrip("-")):
            return self._pronoun(ref, sort)
        tokens = with_determiners(tokens)
        if part := self._part_of(ref, tokens):
            return Meant(part, ref.text)
        return self._taken_up(ref, tokens) or Meant(self._described(ref, tokens), ref.text)

    def _part_of(self, ref: Ref, tokens: Tokens) -> ActorRef | None:
        """The body of which a part is named: "the communications section of the army"."""
        if tokens[0].lower_ in determiners("indefinite") or not part_nouns().intersection(words_of(tokens.root.text).keys):
            return None
        inside = [r.actor for r in self.cast.overlapping(ref.start, ref.end) if r.actor and r.actor.kind is not ActorKind.PERSON]
        return inside[0] if inside else None

    def _together(
        self, ref: Ref, reach: int, *, persons: bool, kinds: frozenset[ActorKind] = frozenset(ActorKind)
    ) -> list[ActorRef]:
        """The persons, or the bodies of some kinds, of the nearest sentence that names two."""
        sentence = self.antecedents.sentence(ref.start)
        by_sentence: dict[int, dict[str, ActorRef]] = {}
        for antecedent in self.antecedents.before(ref.start):
            if antecedent.sentence < sentence - reach:
                break
            here = antecedent.sentence == sentence and antecedent.actor is not None
            if persons and here and antecedent.subject and not antecedent.is_person:
                return []
            if persons and reach == _TOGETHER_REACH and self._are_others(antecedent, by_sentence):
                return []
            if not persons and here and antecedent.subject:  # who urges both sides is none of them
                continue  # "the rebels said they"
            if antecedent.actor and antecedent.is_person is persons and antecedent.actor.kind in kinds:
                by_sentence.setdefault(antecedent.sentence, {}).setdefault(identity(antecedent.actor), antecedent.actor)
        return next((list(named.values())[:_JOINT_MOST] for named in by_sentence.values() if len(named) > 1), [])

    def _are_others(self, antecedent: Antecedent, by_sentence: dict[int, dict[str, ActorRef]]) -> bool:
        """Whether "they" are several only described, told of after any two persons: "many members were alarmed. They ..."."""
        paired = any(len(named) > 1 for named in by_sentence.values())
        return self.language == "en" and antecedent.actor is None and antecedent.many and antecedent.subject and not paired

    def _office_holders(self, ref: Ref) -> list[ActorRef]:
        """The persons of "the Congolese and Rwandan presidents", where the text names them."""
        words = words_of(ref.text)
        codes = dict.fromkeys(hit.bearers[0] for hit in adjectives(self.language).find(words))
        countries = (r.place.country_code for r in self.cast.overlapping(ref.start, ref.end) if r.place and r.actor)
        codes.update(dict.fromkeys(code for code in countries if code))
        if len(codes) < 2 or not self.holders.is_post(words):
            return []
        posts = [" ".join(words.keys[h.first : h.last]).removesuffix("s") for h in title_words(self.language).find(words)]
        found = []
        for code in codes:
            holders = [
                person
                for person in self.cast.persons.all
                if self.holders.has_country(person, code)
                and any(likeness(post, title) for post in posts for title in self.holders.titles(person, post))
            ]
            found += [self.cast.persons.ref(holders[0], ref.text)] if len(holders) == 1 else []
        return found

    def _taken_up(self, ref: Ref, tokens: Tokens) -> Meant | None:
        """Who is meant by a paper ("the statement"), or by "the same source"."""
        papers = table("pronouns")["papers"]
        head = tokens.root.lemma_.casefold()
        same = any(token.lower_ in papers["same"] for token in tokens)
        if same and head not in papers["words"] and (tokens.root.lower_,) not in back_nouns(self.language):
            for antecedent in self.antecedents.before(ref.start):
                if antecedent.actor is None:
                    return Meant(None, antecedent.text)
        if head in papers["adopted"]:
            bodies = [r.body for r in self.cast.resolutions if r.start <= ref.end] or [r.body for r in self.cast.resolutions[:1]]
            body = self.cast.gazetteer.actors.get(bodies[-1]) if bodies else None
            return Meant(known_ref(body, ref.text), ref.text) if body else None
        if head in papers["words"]:
            inside = [r for r in self.cast.overlapping(ref.start, ref.end) if r.actor and r.actor.kind is not ActorKind.PERSON]
            if inside:
                return Meant(inside[0].actor, ref.text)
            if tokens[0].lower_ in determiners("definite") or tokens[0].lower_ in papers["same"]:
                return self._nearest(ref, lambda a: a.actor is not None and not a.is_person and self._prominent(a))
        return None

    def _prominent(self, antecedent: Antecedent) -> bool:
        return antecedent.subject or self.cast.told.speaks(antecedent.start)

    def _add_subjects(self) -> None:
        """Let subjects that describe a person or body be antecedents too ("the army", "she"), in the order of the text."""
        self.described: list[tuple[Ref, ActorRef]] = []
        for index, section in enumerate(self.cast.annotated.sections):
            for token in section.doc:
                if token.dep_ not in _SUBJECTS:
                    continue
                if token.pos_ == "PRON" and pronouns(self.language).get(token.lower_) in {"m", "f"}:
                    self._add_pronoun(self.cast.annotated.ref(index, token))
                elif token.pos_ in {"NOUN", "PROPN"}:
                    self._add_description(index, section.doc[token.left_edge.i : subject_end(token)])

    def _add_pronoun(self, ref: Ref) -> None:
        actor = self.meant(ref).actor
        if actor and actor.kind is ActorKind.PERSON:
            self.antecedents.add(ref.start, actor, ref.text)

    def _add_description(self, section: int, tokens: Tokens) -> None:
        ref = self.cast.annotated.ref(section, tokens)
        if named_after(self.cast, ref, tokens) is not None:  # the name itself follows
            return
        inside = [reading for reading in self.cast.overlapping(ref.start, ref.end) if reading.actor]
        head = tokens.root.lower_
        if inside and (not self.holders.is_post(words_of(tokens.root.text)) or self._named(ref, section, tokens)):
            if self.language == "en" and head in people(self.language) and self._is_plural(tokens):
                self.describe(ref, ref.text)  # "more than a dozen Lakes Party members"
            self._add_office(ref, tokens, inside)
            return
        if {tokens.root.lemma_.casefold(), head} & (papers() | unnamed(self.language)) or head in people(self.language):
            self.describe(ref, ref.text)
        owned = self.bodies.is_owned(ref)
        if owned or tokens[0].lower_ not in determiners("definite"):
            new = (owned and gender_told(tokens.root.text) is not None) or tokens[0].lower_ in determiners("single")
            if new and self._is_somebody(tokens) and self._is_alone(ref, tokens):
                self.antecedents.add_described(ref.start, ref.text)
            return
        if actor := self._described(ref, tokens):
            self.described.append((ref, actor))
            self.antecedents.add(ref.start, actor, ref.text)
        elif tokens.root.lemma_.casefold() in body_nouns(self.language):
            self.antecedents.add_described(ref.start, ref.text, thing=True)
        elif self._is_somebody(tokens):
            self.antecedents.add_described(ref.start, ref.text)

    def _is_alone(self, ref: Ref, tokens: Tokens) -> bool:
        """Whether somebody new is what the sentence is about, and nobody is named in it."""
        here = self.antecedents.of_sentence(self.antecedents.sentence(ref.start))
        return tokens.root.head.dep_ == "ROOT" and not any(one.actor is not None and one.is_person for one in here)

    def _add_office(self, ref: Ref, tokens: Tokens, inside: list[Reading]) -> None:
        """The office of a person: "James' office", which a later "it" may mean."""
        owned = self.language == "en" and tokens.root.lemma_.casefold() in body_nouns(self.language)
        if owned and all(reading.actor and reading.actor.kind is ActorKind.PERSON for reading in inside):
            self.antecedents.add_described(ref.start, ref.text, thing=True)

    def _is_somebody(self, tokens: Tokens) -> bool:
        """Whether a phrase describes one person: by a post, by what a person does, as a woman or a man."""
        head = words_of(tokens.root.text)
        if self._is_plural(tokens):
            return False
        return self.holders.is_post(head) or (
            self.language == "en" and (any(trades(self.language).find(head)) or bool(gender_told(tokens.root.text)))
        )

    def describe(self, ref: Ref, text: str) -> None:
        """Let a stretch that names nobody be an antecedent: unnamed persons, a paper."""
        found = self.cast.scene.tokens(ref.start, ref.end)
        if found and not self.is_pronoun(ref):
            root = found[1].root
            thing = root.lemma_.casefold() in papers() | body_nouns(self.language)
            paper = root.lemma_.casefold() in papers()  # "the minutes" are no "they"
            many = not paper and (self._is_plural(found[1]) or root.lower_ in people(self.language))
            self.antecedents.add_described(ref.start, text, many=many, thing=thing)

    # ------------------------------------------------------------ names

    def _named(self, ref: Ref, section: int, tokens: Tokens) -> Reading | None:
        readings = [reading for reading in self.cast.overlapping(ref.start, ref.end) if reading.actor]
        root = tokens.root
        for reading in readings:
            if reading.mention.first <= root.i < reading.mention.last:
                return reading
        for reading in readings:
            if self._is_apposed(reading, tokens):
                return reading
        following = [r for r in self.cast.overlapping(ref.end, ref.end + _APPOSED) if r.actor and r.mention.start > ref.end]
        if following and (self._is_named_after(ref, following[0], tokens) or self._is_body_after(ref, following[0], tokens)):
            return following[0]
        name = self.language == "en" and root.pos_ == "PROPN" and not self.holders.is_post(words_of(tokens.text))
        if not name and not self._is_plural(tokens) and (at := named_after(self.cast, ref, tokens)) is not None:
            return self.cast.overlapping(at, at + 1)[0]
        keys = tuple(words_of(root.text).keys)
        for reading in readings:  # "M23 rebels", "the Wazalendo militias"
            head = self.cast.scene.head(reading.mention)
            groups = keys in back_nouns(self.language) or bool(part_nouns().intersection(keys))
            if head.dep_ in _NAME_PATH and head.head == root and groups:
                return reading
        return None

    def _is_named_after(self, ref: Ref, reading: Reading, tokens: Tokens) -> bool:
        """Whether the person follows whose post the stretch gives: "a spokesman for the movement, X,"."""
        between = self.cast.scene.text[ref.end : reading.mention.start].strip()
        is_person = reading.actor is not None and reading.actor.kind is ActorKind.PERSON
        return is_person and between == "," and self.holders.is_post(words_of(tokens.text)) and not self._is_plural(tokens)

    def _is_body_after(self, ref: Ref, reading: Reading, tokens: Tokens) -> bool:
        """Whether the body follows that the stretch describes: "le parti de X, le Rassemblement,"."""
        between = self.cast.scene.text[ref.end : reading.mention.start].casefold().strip()
        apposed = between.startswith(",") and between.strip(" ,’'") in {"", *function_words("articles")}
        kinds = back_nouns(self.language).get(tuple(words_of(tokens.root.text).keys), frozenset())
        return apposed and reading.actor is not None and reading.actor.kind in kinds

    def _is_apposed(self, reading: Reading, tokens: Tokens) -> bool:
        """Whether the mention is the person whose title the stretch gives: "army spokesman General X"."""
        if reading.actor is None or reading.actor.kind is not ActorKind.PERSON:
            return False
        if self._is_complement(reading.mention.first, tokens):
            return False
        following = tokens.doc[reading.mention.last] if reading.mention.last < tokens.end else None
        return following is None or following.text not in {"'s", "’s"}

    def _is_complement(self, first: int, tokens: Tokens) -> bool:
        """Whether "of" or "for" stands before the name and its titles: "a spokeswoman for Governor X"."""
        tree, at = title_words(self.language), first - 1
        while at >= tokens.start and tree.match_at(words_of(tokens.doc[at].text), 0):
            at -= 1
        if at < tokens.start:
            return False
        return tokens.doc[at].pos_ == "ADP" or tokens.doc[at].lower_.rstrip("'’") in function_words("of_post")

    # ------------------------------------------------------------ pronouns

    def _pronoun(self, ref: Ref, sort: str) -> Meant:
        if ref.text.casefold() in object_pronouns():
            return self._object(ref, sort)
        if sort in {"author", "authors"}:
            return Meant(self._author(ref, many=sort == "authors"), ref.text)
        if sort == "relative":
            return self._nearest(ref, lambda antecedent: True)
        if sort in {"m", "f"}:
            return self._he_or_she(ref, sort)
        if sort == "thing_or_one":
            return self._nearest(ref, lambda a: a.actor is not None and not a.is_person and a.subject)
        return self._nearest(ref, lambda a: not a.is_person if sort == "thing" else a.may_be_they)

    def _he_or_she(self, ref: Ref, gender: str) -> Meant:
        """The person; in French, where things have a gender, else the body last spoken of."""
        other = "f" if gender == "m" else "m"
        sentence = self.antecedents.sentence(ref.start)

        def fits(antecedent: Antecedent, *, likely: bool = True) -> bool:
            here = antecedent.sentence == sentence and antecedent.subject and self.language == "fr"
            if antecedent.is_person:
                return not antecedent.many and self.antecedents.gender(antecedent, likely=likely) != other
            return here

        found = self._nearest(ref, fits)
        if found.text == ref.text:
            found = self._nearest(ref, lambda antecedent: fits(antecedent, likely=False))
        if found.actor is None and found.text == ref.text and self.language == "fr":
            return self._nearest(ref, lambda a: not a.is_person)
        if found.actor is not None and found.actor.kind is ActorKind.PERSON:
            self._learn_gender(found.actor, gender)
        return found

    def _object(self, ref: Ref, sort: str) -> Meant:
        """Whom "him", "them" mean: nobody who is a subject of the same sentence."""
        sentence = self.antecedents.sentence(ref.start)

        def fits(antecedent: Antecedent) -> bool:
            if antecedent.subject and antecedent.sentence == sentence:
                return False
            return antecedent.is_person is (sort in {"m", "f"})

        return self._nearest(ref, fits)

    def _nearest(self, ref: Ref, fits: Callable[[Antecedent], bool]) -> Meant:
        sentence = self.antecedents.sentence(ref.start)
        if (spoke := self._last_heard(ref, fits, sentence)) is not None:
            return Meant(spoke.actor, spoke.text)
        for antecedent in self.antecedents.before(ref.start):
            if sentence - antecedent.sentence > _PRONOUN_REACH:
                break
            if fits(antecedent) and not any(span.start <= antecedent.start < span.end for span in self._said):
                return Meant(antecedent.actor, antecedent.text)
        return Meant(None, ref.text)

    def _last_heard(self, ref: Ref, fits: Callable[[Antecedent], bool], sentence: int) -> Antecedent | None:
        """For who speaks: whoever the reporter spoke of just before, not somebody only named in what another said."""
        told = self.cast.told
        if not told.speaks(ref.start) or told.is_said(ref.start):
            return None
        for antecedent in self.antecedents.before(ref.start):
            if sentence - antecedent.sentence > _HEARD_REACH:
                break
            acts = antecedent.subject or told.speaks(antecedent.start)
            if acts and not told.is_said(antecedent.start) and fits(antecedent):
                return antecedent
        return None

    def _learn_gender(self, actor: ActorRef, gender: str) -> None:
        person = self.cast.persons.person(actor)
        if person and person.gender is None:
            person.gender = gender

    def _author(self, ref: Ref, *, many: bool) -> ActorRef | None:
        document = self.cast.annotated.document
        if document.kind not in {SourceKind.STATEMENT, SourceKind.PRESS_RELEASE}:
            return None
        if not many:
            signed = next((mention for mention in self.cast.annotated.margins if mention.actor_kind is ActorKind.PERSON), None)
            if signed:
                return self.cast.persons.of(signed)
            return next((r.actor for r in self.cast.readings if r.actor and r.actor.kind is ActorKind.PERSON), None)
        kinds = {ActorKind.STATE, ActorKind.IGO, ActorKind.PEACEKEEPING_MISSION, ActorKind.NGO}
        for antecedent in self.antecedents.before(ref.start):
            if antecedent.actor and antecedent.actor.kind in kinds and antecedent.subject:
                same = [a for a in self.antecedents.of_sentence(antecedent.sentence) if a.subject]
                titled = self.antecedents.titled(kinds)
                return titled if len(same) > 2 and titled else antecedent.actor
        return self.antecedents.titled(kinds)

    # ------------------------------------------------------------ descriptions

    def _described(self, ref: Ref, tokens: Tokens) -> ActorRef | None:
        words = words_of(tokens.text)
        if not words.keys or words.keys[0] in determiners("indefinite") or words.keys[0].isdigit():
            return None
        code = self.holders.country(words)
        head = tuple(words_of(tokens.root.text).keys)
        if not self._is_plural(tokens) and (person := self.holders.meant(ref, words, code, head)):
            return self.cast.persons.ref(person, ref.text)
        return self.bodies.meant(ref, words, head, code)

    def describes_one_person(self, ref: Ref) -> bool:
        """Whether the words describe one person by a post or a rank ("the general") and not a body or many."""
        found = self.cast.scene.tokens(ref.start, ref.end)
        if found is None or self._is_plural(found[1]):
            return False
        head = words_of(found[1].root.text)
        return self.holders.is_post(head) or any(hit.bearers[0] != POST for hit in title_words(self.language).find(head))

    def _is_plural(self, tokens: Tokens) -> bool:
        return "Plur" in tokens.root.morph.get("Number", [])
