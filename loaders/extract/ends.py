"""Where a reported content ends: at the sentence's end, or where the reporter or a next cue takes over."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from loaders.extract.adjuncts import past_hearers
from loaders.extract.occurrences import Occurrence, occurrence
from loaders.extract.openings import opening
from loaders.extract.passages import OUTSIDE, Passage
from loaders.extract.speakers import can_speak
from loaders.extract.starts import infinitive_begins
from loaders.extract.syntax import head_after, head_before, phrase, subject, unparallel
from loaders.records import BlockKind

LOOSE = frozenset({",", ";", ":", "—", "–", "-", "--"})
DASHES = frozenset({"—", "–", "--"})
PHRASES = frozenset({"np", "np-inf", "np-as", "inf"})
HEADLINES = frozenset({BlockKind.TITLE, BlockKind.HEADING})
CLIMB = 6
NEAR = 14
HEARERS = 7  # tokens between a cue and the mark before its quotation
RELATIVE = 6  # tokens to the verb of a relative clause


def end_of_content(passage: Passage, cue: Occurrence, first: int, high: int, frame: str) -> int:
    """Return the end of the content that begins at `first` and lies before `high`."""
    if frame == "quote" and (whole := _whole_utterance(passage, first)) is not None:
        return min(whole, high)
    if frame == "np-as" and passage.language == "fr" and passage.marks[first] != OUTSIDE:
        return min(passage.quoted[passage.marks[first]].last, high)  # "qu'il qualifie de « comédie », est ..."
    return _Ending(passage, cue, first, high, frame in PHRASES or frame == "quote", frame).find()


def trim_end(passage: Passage, first: int, last: int) -> int:
    """Return the end without the marks, commas and full stop that close the content."""
    while last > first and _idle(passage, first, last - 1):
        last -= 1
    return last


def _whole_utterance(passage: Passage, first: int) -> int | None:
    """The end of a quotation that is an utterance of its own, by its capital: 'chanted "Open the gates!" as ...'."""
    index = passage.marks[first]
    part = passage.quoted[index]
    return part.last if part.last > part.first and passage.doc[part.first].text[0].isupper() else None


def _idle(passage: Passage, first: int, index: int) -> bool:
    token = passage.doc[index]
    if token.is_space or token.text in LOOSE or token.text in {".", "…", "•"}:
        return True
    if token.text == ")":
        return not any(passage.doc[i].text == "(" for i in range(first, index))
    if token.text == "(" or (passage.bare(index) and token.pos_ == "CCONJ"):
        return True
    return passage.marks[index] != OUTSIDE and passage.marks[index] not in passage.inside[first:index]


def has_content(passage: Passage, found: Occurrence) -> bool:
    """Whether the cue has a content after it."""
    return opening(passage, found) is not None


def aside(passage: Passage, index: int, high: int) -> bool:
    """Whether ", X said" or ", according to X" begins at the mark at `index`."""
    if passage.doc[index].text not in LOOSE:
        return False
    if any(passage.follows(index + 1, words) for words in passage.speech.according) or _inverted_cue(passage, index + 1, high):
        return True
    for i in range(index + 1, min(high, index + NEAR)):
        if passage.doc[i].text in LOOSE or not passage.bare(i):
            return False
        found = occurrence(passage, i)
        if found is not None and found.form == "finite" and i > index + 1:
            head = head_before(passage, found.first)
            begins = head is not None and phrase(passage, head).first == index + 1
            return begins and not has_content(passage, found)
        if passage.finite(i):
            return False
    return False


def _inverted_cue(passage: Passage, index: int, high: int) -> bool:
    """ ", a déclaré mardi le ministre", ", a-t-il ajouté": a French cue with its speaker behind it."""
    if passage.language != "fr":
        return False
    while index < high and (
        passage.says(index, "auxiliaries") or passage.says(index, "reflexives") or passage.says(index, "inverted")
    ):
        index += 1
    found = occurrence(passage, index) if index < high and passage.bare(index) else None
    if found is None or found.form != "finite" or found.cue.use("clause", "quote") is None:
        return False
    if any(passage.says(i, "inverted") and passage.says(i, "personal") for i in range(found.first, min(found.last + 1, high))):
        return True
    behind = past_hearers(passage, found.last, high)
    head = head_after(passage, behind) if behind < high and not infinitive_begins(passage, behind) else None
    return head is not None and head.i < high and can_speak(passage, head, strict=True)


@dataclass
class _Ending:
    """The search for the end of one content. `phrasal`: it is a noun phrase or an infinitive, no clause."""

    passage: Passage
    cue: Occurrence
    first: int
    high: int
    phrasal: bool
    frame: str
    relative: bool = False  # whether a relative or that-clause has begun inside it

    @property
    def _thoughts(self) -> frozenset[str]:
        return self.passage.speech.words["thought"]

    def find(self) -> int:
        index, main = self.first + 1, self._main_verb()
        while index < self.high and index != main and not (self.passage.bare(index) and self._breaks(index)):
            self.relative = self.relative or self.passage.says(index, "relative") or self.passage.says(index, "that")
            index += 1
        last = trim_end(self.passage, self.first, min(index, self.high))
        return self._before_time(last) if self.frame == "np" else last

    def _main_verb(self) -> int:
        """Where the sentence goes on after a cue that only describes its subject: "the suit accusing the firm | was moved"."""
        cue, names = self.cue.verb, self.passage.speech.dependencies
        noun = cue.head
        verb = noun.head
        subjects = names["subject"] | names["passive_subject"]
        if self.passage.language != "en" or cue.dep_ not in names["modifies_noun"] or noun.dep_ not in subjects:
            return -1
        begin = min([verb.i, *(c.i for c in verb.children if c.dep_ in names["aux"] and c.i > self.first)])
        return begin if begin > self.first and verb.tag_ != "VBG" and self.passage.bare(begin) else -1

    def _before_time(self, last: int) -> int:
        """Where the time of the saying begins behind an object: "the raid | a day later"."""
        doc, first = self.passage.doc, last
        while first > self.first + 1 and (first - 1 in self.passage.dated or doc[first - 1].ent_type_ in {"DATE", "TIME"}):
            first -= 1
        told = first < last and doc[first - 1].pos_ in {"NOUN", "PROPN"} and self.passage.bare(first)
        return first if told and doc[last - 1].head.i not in range(self.first, first) else last

    def _breaks(self, index: int) -> bool:
        token = self.passage.doc[index]
        if self.frame in PHRASES and self._circumstance(token):
            return True
        if token.text == ";":
            return self.frame in PHRASES or not self._listed_on(index + 1)
        if self.frame == "np" and (token.text == ":" or (token.text in DASHES | {"-"} and self._set_off(token))):
            return self.passage.clausal(token.i, self.high)
        if token.text == "," and (
            self._without(index)
            or self._main_clause(index)
            or self._said_of_it(index)
            or self._aftermath(index)
            or self._closes_relative(index)
            or self._told_besides(index)
        ):
            return True
        if token.text in LOOSE or token.pos_ == "CCONJ":
            return (
                self._next_cue(index) or self._comment(index) or aside(self.passage, index, self.high) or self._narration(token)
            )
        quoted = self.passage.marks[index - 1] != OUTSIDE and self.passage.says(index, "contrast")
        return self._next_cue(index - 1) if quoted else self._background(token)  # the comma before stands inside the marks

    def _without(self, index: int) -> bool:
        """ ", sans donner de détails": what the speaker did not do."""
        passage = self.passage
        return self.phrasal and passage.says(index + 1, "lacking") and infinitive_begins(passage, index + 2)

    def _background(self, token: Token) -> bool:
        """Whether the reporter's "as ..." begins: "the town is empty as shops close"."""
        if self.frame not in {"clause", "quote"} or token.lower_ != "as":
            return False
        headline = self.passage.kind in HEADLINES and token.pos_ in {"SCONJ", "ADP"}
        return headline or (self.frame == "clause" and self._of_the_cue(token))

    def _listed_on(self, index: int) -> bool:
        """Whether after a semicolon what is said goes on: "that the road was shut; and that snow would fall"."""
        while index < self.high and self.passage.doc[index].pos_ == "CCONJ":
            index += 1
        return index >= self.high or self.passage.says(index, "that") or not self.passage.bare(index)

    def _main_clause(self, index: int) -> bool:
        """Whether the clause that the cue's clause hangs on begins: "after saying that they had met, | the two clashed"."""
        token, names = self.cue.verb, self.passage.speech.dependencies["subject"]
        for _ in range(CLIMB):
            if token.head == token:
                return False
            token = token.head
            if token.i > index:
                return any(c.dep_ in names and c.left_edge.i == index + 1 for c in token.children)
        return False

    def _said_of_it(self, index: int) -> bool:
        """ ", which it said was late": the reporter goes on with another saying about the object."""
        passage = self.passage
        if self.frame != "np" or not passage.says(index + 1, "relative"):
            return False
        for i in range(index + 2, min(self.high, index + RELATIVE)):
            if not passage.bare(i) or passage.doc[i].text in LOOSE:
                return False
            if passage.finite(i):
                found = occurrence(passage, i)
                return found is not None and found.form == "finite" and i > index + 2
        return False

    def _told_besides(self, index: int) -> bool:
        """ ", put forward in Doha by two states": what the reporter tells of the object of a cue."""
        passage = self.passage
        if self.frame != "np" or passage.language != "en" or index + 2 >= self.high or not passage.bare(index + 1):
            return False
        token = passage.doc[index + 1]
        behind = passage.doc[index + 2].pos_ in {"ADP", "ADV", "PART"} or index + 2 in passage.dated
        return token.tag_ == "VBN" and token.dep_ in {"acl", "advcl"} and behind

    def _closes_relative(self, index: int) -> bool:
        """Whether a comma closes the relative clause that the cue stands in: "aides, who asked for calm, called it"."""
        passage = self.passage
        if not any(passage.says(i, "relative") for i in range(max(0, self.cue.first - 2), self.cue.first)):
            return False
        position = index + 1
        while position < self.high and (passage.doc[position].pos_ == "ADV" or passage.says(position, "reflexives")):
            position += 1
        return (
            position < self.high and passage.bare(position) and (passage.finite(position) or passage.doc[position].tag_ == "VBN")
        )

    def _aftermath(self, index: int) -> bool:
        """ "insists it will go on, after members voted it down": what came before is not part of a statement on now."""
        passage = self.passage
        if self.frame != "clause" or passage.language != "en" or not passage.says(index + 1, "aftermath"):
            return False
        present = next((i for i in range(self.first, index) if passage.finite(i) and passage.free(i)), None)
        past = next((i for i in range(index + 1, self.high) if passage.finite(i)), None)
        return (
            present is not None
            and past is not None
            and (passage.doc[present].tag_ in {"VBZ", "VBP"} or passage.says(present, "intent"))
            and passage.doc[past].tag_ == "VBD"
        )

    def _circumstance(self, token: Token) -> bool:
        """Whether the circumstances of the saying begin: "during a call", "in a statement on Monday"."""
        if self.passage.says(token.i, "adjuncts") and token.pos_ in {"ADP", "SCONJ", "VERB", "ADV"}:
            if token.lower_ != "as":
                return not self._dates_content(token.i)
            return "np-as" not in self.cue.cue.uses and token.pos_ == "SCONJ" and self._of_the_cue(token)
        if token.pos_ != "ADP":
            return False
        medium = any(self.passage.says(i, "documents") for i in range(token.i + 1, token.i + 4))
        if (
            medium
            and self.frame == "np"
            and self.passage.says(token.i, "quoted_by")
            and self.passage.says(token.i + 1, "comments")
        ):
            return True
        if token.head != self.cue.verb:
            return False
        return (medium or token.i + 1 in self.passage.dated) and not self._resumed_after_time(token.i + 1)

    def _resumed_after_time(self, index: int) -> bool:
        """Whether what is asked or charged comes after the time: "urged them on Tuesday | to talk"."""
        passage = self.passage
        while index < self.high and index in passage.dated:
            index += 1
        if index >= self.high or not passage.bare(index):
            return False
        asked = self.frame in {"np-inf", "inf"} and infinitive_begins(passage, index)
        return asked or (self.frame == "np" and index - 1 in passage.dated and passage.says(index, "charges"))

    def _dates_content(self, index: int) -> bool:
        """ "de tenir le dialogue avant le vote": when what is said should be; "avant de partir" is when it was said."""
        return self.passage.says(index, "before_or_while") and not self.passage.says(index + 1, "particles")

    def _set_off(self, token: Token) -> bool:
        """Whether a lone dash with spaces around it sets off a remark of the reporter's."""
        return bool(token.whitespace_ and token.nbor(-1).whitespace_) and self._only_dash(token.i)

    def _of_the_cue(self, token: Token) -> bool:
        """Whether the subordinate clause that begins here hangs on the cue, not on what is said."""
        return token.head.dep_ == "advcl" and token.head.head == self.cue.verb

    # ------------------------------------------------------------ another saying

    def _next_cue(self, index: int) -> bool:
        """Whether the next clause is another saying of the reporter's, not part of what is said here."""
        position = self._past_joints(index + 1)
        if position >= self.high or not self.passage.bare(position):
            return False
        found = occurrence(self.passage, position)
        parallel = self.cue.form == "participle" and self.passage.doc[index].pos_ == "CCONJ"
        if found is not None and found.form == "participle" and (parallel or self.passage.doc[index].text in LOOSE):
            described = found.cue.verb in self.passage.speech.words["descriptive"]
            describes = described and not self.passage.says(found.last, "that")
            return (not describes and has_content(self.passage, found)) or self._quotes(found)
        if found is not None and found.form == "finite" and self.frame == "clause" and found.cue.verb in self._thoughts:
            return False  # "said that he would come and hoped to stay"
        if found is not None and found.form == "finite" and self._quotes(found):
            return True
        if found is not None and found.form == "finite":
            resumes = (
                self._resumes(index, position)
                or self._mute_subject(found)
                or self._shares(found)
                or unparallel(self.passage, found.verb)
            )
            return resumes and has_content(self.passage, found)
        return self._own_clause(index, position)

    def _quotes(self, found: Occurrence) -> bool:
        """Whether a quotation follows a cue, past those who were told: ", telling the paper: '...'", "and added: '...'"."""
        passage = self.passage
        if passage.language != "en" or not found.cue.use("quote", "that", "np-clause"):
            return False
        _, high = passage.sentence(found.first)  # the quotation may have a statement of its own, before which this content ends
        for i in range(found.last, min(high - 1, found.last + HEARERS)):
            if passage.doc[i].text in {":", ","}:
                after = next((j for j in range(i + 1, high) if passage.marks[j] == OUTSIDE), high)
                capital = after < high and passage.doc[after].text[0].isupper()
                return not passage.bare(i + 1) and (passage.doc[i].text == ":" or capital)
            if passage.finite(i) or not passage.bare(i):
                return False
        return False

    def _past_joints(self, position: int) -> int:
        passage = self.passage
        while position < self.high and (
            passage.doc[position].pos_ in {"CCONJ", "ADV", "AUX"}
            or any(passage.says(position, name) for name in ("contrast", "auxiliaries", "joints"))
            or (passage.says(position, "clitics") and occurrence(passage, position + 1) is not None)  # ", les exhortant à ..."
        ):
            position += 1
        return position

    def _resumes(self, index: int, position: int) -> bool:
        """Whether a verb right after a conjunction is the reporter's: after a phrase it must be, after a clause a comma tells."""
        if not any(self.passage.doc[i].pos_ == "CCONJ" for i in range(index, position)):
            return False
        return not self.relative if self.phrasal else self._after_comma(index)

    def _after_comma(self, index: int) -> bool:
        """Whether a comma stands here, or right before it inside quotation marks."""
        doc = self.passage.doc
        quoted = index > 1 and self.passage.marks[index - 1] != OUTSIDE and doc[index - 2].text == ","
        return doc[index].text == "," or quoted

    def _after_quoted_comma(self, index: int) -> bool:
        """Whether a conjunction stands right after a quotation that closes with a comma."""
        passage = self.passage
        return passage.doc[index].pos_ == "CCONJ" and passage.marks[index - 1] != OUTSIDE and self._after_comma(index)

    def _mute_subject(self, found: Occurrence) -> bool:
        """Whether by the parse what can't speak would say the next cue: "the proof had been lost and asked"."""
        owner = subject(self.passage, found.verb)
        return owner is not None and self.first <= owner.i < found.first and not can_speak(self.passage, owner, strict=False)

    def _shares(self, found: Occurrence) -> bool:
        """Whether the found cue is joined to this one by the parse, and is no part of its content."""
        token = found.verb
        for _ in range(CLIMB):
            if token == self.cue.verb:
                return True
            if token.dep_ not in {"conj", "advcl", "dep", "parataxis"}:
                break
            token = token.head
        return token.dep_ == "ROOT" and (token.i < self.cue.verb.i or token == found.verb)

    def _own_clause(self, index: int, position: int) -> bool:
        """ ", but an official insisted that ...": a clause with a subject and a cue of its own, joined to this cue."""
        passage = self.passage
        contrast = any(passage.says(i, "contrast") for i in range(index + 1, position))
        for i in range(position, min(self.high, position + NEAR)):
            if passage.doc[i].text in LOOSE or not passage.bare(i) or passage.doc[i].pos_ == "CCONJ":
                return False
            found = occurrence(passage, i)
            if found is not None and found.form == "finite":
                owner = subject(passage, found.verb) or head_before(passage, found.first)
                own = owner is not None and position <= owner.i < found.first
                joined = contrast or self._shares(found) or (passage.language == "en" and self._after_quoted_comma(index))
                return own and joined and has_content(passage, found)
            if passage.finite(i) and passage.doc[i].pos_ == "VERB":
                return False
        return False

    # ------------------------------------------------------------ the reporter's own words

    def _comment(self, index: int) -> bool:
        """ ", a demand that ...", ", something the minister ...": the reporter's comment on what was said."""
        passage = self.passage
        if passage.doc[index].text not in {",", "—", "–"} or index + 3 >= self.high or not passage.says(index + 1, "comments"):
            return False
        if passage.says(index + 1, "commenting"):
            return passage.language == "en" or passage.says(index + 2, "relative") or passage.says(index + 2, "that")
        if any(passage.says(i, "remarks") for i in (index + 2, index + 3)):
            return True
        clause = passage.says(index + 3, "relative") or passage.doc[index + 3].pos_ in {"DET", "PROPN", "NOUN"}
        named = passage.word(index + 2) in passage.speech.nouns or passage.says(index + 2, "comment_nouns")
        return named and (clause or passage.doc[index + 3].pos_ == "PRON")

    def _narration(self, token: Token) -> bool:
        """Whether the sentence goes on with a verb of the reporter's that stands beside the cue or above it."""
        passage, position = self.passage, token.i + 1
        if token.text in DASHES and position < self.high and self.frame != "quote":
            return passage.doc[position].pos_ in {"CCONJ", "AUX"} and self._only_dash(token.i)
        french = passage.language == "fr"
        while position < self.high and (
            (passage.doc[position].pos_ in {"ADV", "AUX", "PART"} and not passage.finite(position))
            or (french and passage.says(position, "reflexives"))  # "... et se tient prête"
        ):
            position += 1
        if position >= self.high or not passage.bare(position):
            return False
        return (token.pos_ == "CCONJ" and self._further_clause(token.i)) or self._narrated(token, position)

    def _narrated(self, token: Token, position: int) -> bool:
        passage = self.passage
        if self.frame not in PHRASES:
            return token.pos_ == "CCONJ" and passage.finite(position) and self._beside_cue(position)
        if token.text == "," and passage.says(position, "effects"):
            return True  # "rejected the plan, prompting shouts"
        if passage.doc[position].pos_ in {"VERB", "AUX"} and passage.finite(position):
            return self._resumes(token.i, position) or self._outside(position)
        preposed = token.pos_ == "CCONJ" and passage.doc[position].pos_ == "ADP" and not infinitive_begins(passage, position)
        return preposed and self._outside(position)

    def _beside_cue(self, position: int) -> bool:
        """Whether by the parse the verb is joined to the cue itself: "said it was late but was glad"."""
        token = self.passage.doc[position]
        if self.passage.says(position, "modals") or token.lower_ == "had":
            return False  # "said it was late and would go on"
        verb = token.head if token.dep_ in self.passage.speech.dependencies["aux"] else token
        return verb.dep_ == "conj" and verb.head == self.cue.verb

    def _only_dash(self, index: int) -> bool:
        return not any(self.passage.doc[i].text in DASHES for i in range(self.first, self.high) if i != index)

    def _further_clause(self, index: int) -> bool:
        """ ", and a review cleared them": a clause with a subject of its own after what is said."""
        passage = self.passage
        if passage.doc[index - 1].text != ",":
            return False
        for i in range(index + 1, min(self.high, index + NEAR)):
            if passage.doc[i].text in LOOSE or not passage.bare(i) or passage.says(i, "relative"):
                return False
            if passage.finite(i):
                helper = passage.doc[i].pos_ != "VERB" and passage.doc[i].dep_ in passage.speech.dependencies["aux"]
                verb = passage.doc[i].head if helper else passage.doc[i]
                owner = subject(passage, verb)
                if owner is None or not index < owner.i < i:
                    return False
                return not self.relative if self.phrasal else verb.dep_ == "conj" and verb.head == self.cue.verb
        return False

    def _outside(self, position: int) -> bool:
        """Whether by the parse the token hangs on something before the content, other than the cue's own object."""
        token = self.passage.doc[position]
        for _ in range(2 * CLIMB):
            if token.head == token:
                return token.i < self.first or token.i == position
            if token.head.i < self.first:
                return token.head.i < self.cue.verb.i or (token.head == self.cue.verb and token.dep_ == "conj")
            token = token.head
        return False
