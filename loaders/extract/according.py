"""Statements without a verb of saying: "according to the mission", "selon des témoins"."""

from __future__ import annotations

from collections.abc import Iterator

from conflictdb.vocabularies import ActorKind, StatementAct, StatementKind
from loaders.extract.adjuncts import skip_adjuncts
from loaders.extract.content import kind_of
from loaders.extract.ends import trim_end
from loaders.extract.occurrences import occurrence
from loaders.extract.parenthetical import clause_start
from loaders.extract.passages import OUTSIDE, Part, Passage
from loaders.extract.said import Said
from loaders.extract.speakers import can_speak, described, voices
from loaders.extract.starts import infinitive_begins
from loaders.extract.syntax import head_after, phrase

ENDS = frozenset({",", ".", ";", ":", "—", "–", "(", ")"})
REACH = 12  # tokens from "as" to "put it"
LEADING = frozenset({"CCONJ", "ADV", "PUNCT", "SPACE"})


def attributed(passage: Passage) -> Iterator[Said]:
    """Yield the statements that "according to" and its like attribute."""
    firsts = {words[0] for words in passage.speech.according}
    for index in range(len(passage.doc)):
        if passage.language == "en" and passage.lower[index] == "as" and passage.bare(index) and (put := _as_put(passage, index)):
            yield put
        if passage.language == "en" and passage.lower[index] == "in" and (own := _in_words_of(passage, index)):
            yield own
        if passage.lower[index] not in firsts:
            continue
        words = next((w for w in passage.speech.according if passage.follows(index, w)), None)
        if words == ("per",) and not _set_off(passage, index):
            continue  # "10 dollars per person"
        if words is not None and passage.bare(index) and (found := _according(passage, index, index + len(words))):
            yield found
    if passage.language == "fr":
        yield from _french(passage)


def _french(passage: Passage) -> Iterator[Said]:
    """ "De source militaire, ...", "..., a-t-on appris auprès de la mission", "Pour Ada Obi, ..."."""
    for index in range(len(passage.doc) - 1):
        taken = _french_words(passage, index) if passage.bare(index) else 0
        if taken and (found := _according(passage, index, index + taken)):
            yield found


def _french_words(passage: Passage, index: int) -> int:
    """How many words lead to a source here; 0 where none do."""
    low, high = passage.sentence(index)
    if index == low and passage.says(index, "views"):
        return int(_somebodys(passage, index + 1, high))
    of_source = passage.says(index, "owners") and passage.says(index + 1, "source")
    if not of_source and not passage.says(index, "with"):
        return 0
    learnt = _learnt(passage, index, low) < index and not _told_by_on(passage, index)
    opens = index == low or passage.doc[index - 1].text == ","
    if of_source:
        return int(opens or learnt)
    return 2 * learnt


def _told_by_on(passage: Passage, index: int) -> bool:
    """Whether a verb of saying with "on" stands right before: that is the cue then."""
    return passage.says(index - 1, "impersonal") and any(occurrence(passage, i) is not None for i in (index - 2, index - 3))


def _somebodys(passage: Passage, index: int, high: int) -> bool:
    """Whether a person alone stands up to the comma, by name or pronoun: "Pour lui, ...", but "Pour les habitants, ..."."""
    comma = next((i for i in range(index, high) if passage.doc[i].text == ","), high)
    if passage.says(index, "objects") and comma == index + 1:
        return True
    kinds = {mention.actor_kind for i in range(index, comma) if (mention := passage.mention_of.get(i)) is not None}
    if ActorKind.PERSON not in kinds:
        following = passage.mention_of.get(comma + 1)  # "Pour le chercheur, Ada Obi, ..."
        if following is None or following.actor_kind is not ActorKind.PERSON:
            return False
    return not any(passage.finite(i) or infinitive_begins(passage, i) for i in range(index, comma))


def _learnt(passage: Passage, index: int, low: int) -> int:
    """Where ", a-t-on appris" begins that leads to a source; the index itself where nothing does."""
    start = index
    while start > low and passage.says(start - 1, "learnt"):
        start -= 1
    return start


def _as_put(passage: Passage, first: int) -> Said | None:
    """ "as the poet once put it, ...": whoever put it so says it."""
    low, high = passage.sentence(first)
    verb = next((i for i in range(first + 2, min(high - 1, first + REACH)) if passage.doc[i].lemma_ == "put"), None)
    if verb is None or passage.word(verb + 1) != "it" or not passage.bare(verb):
        return None
    head = head_after(passage, first + 1)
    who = voices(passage, head, strict=True) if head is not None and head.i < verb else ()
    close = skip_adjuncts(passage, verb + 2, high) if who else high
    if close >= high or passage.doc[close].text != "," or passage.bare(close + 1):
        return None
    parts = [part for part in _content(passage, first, close, low, high) if part.last > part.first]
    if not parts:
        return None
    kind, whole = kind_of(passage, parts[0]) if len(parts) == 1 else (_kind(passage, parts), parts[0])
    cue = passage.part(verb, verb + 2)
    return Said(who, (whole, *parts[1:]), cue, kind, StatementAct.ASSERT, "clause", "according-to", 0.8)


def _set_off(passage: Passage, index: int) -> bool:
    """Whether a name follows, and a mark stands before: ", per Reuters"."""
    named = index + 1 < len(passage.doc) and passage.doc[index + 1].pos_ == "PROPN"
    return named and index > 0 and (passage.doc[index - 1].text == "," or passage.marks[index - 1] != OUTSIDE)


def _in_words_of(passage: Passage, first: int) -> Said | None:
    """ "in the author's words", "in Obi's view": as "in the words of the author"."""
    _, high = passage.sentence(first)
    link = next((i for i in range(first + 2, min(high - 1, first + REACH)) if passage.doc[i].tag_ == "POS"), None)
    if link is None or not passage.bare(first) or passage.word(link + 1) not in _views(passage):
        return None
    head = passage.doc[link].head
    who = voices(passage, head, strict=True) if first < head.i < link else ()
    return _attributed_to(passage, first, who, passage.part(first, link + 2), link + 2) if who else None


def _views(passage: Passage) -> set[str]:
    """The nouns of "in her view", "in her words"."""
    return {words[-1] for words in passage.speech.according if len(words) == 3 and words[1] in passage.speech.words["owned"]}


def _own_view(passage: Passage, first: int, after: int) -> tuple[Part, ...]:
    """The speaker inside "in her view", "à ses yeux"."""
    return tuple(passage.part(i, i + 1) for i in range(first, after) if passage.says(i, "owned"))


def _according(passage: Passage, first: int, after: int) -> Said | None:
    _, high = passage.sentence(first)
    if passage.language == "fr" and passage.says(after + 1, "source") and not passage.says(after, "determiners"):
        after += passage.says(after, "owners")  # "selon de sources locales"
    who = _own_view(passage, first, after)
    if not who:
        who = tuple(passage.part(max(part.first, after), part.last) for part in source(passage, after, high))
    if not who and passage.says(after, "objects"):
        who = (passage.part(after, after + 1),)
    if not who:
        return None
    return _attributed_to(passage, first, who, passage.part(first, after), max(after, who[-1].last))


def _attributed_to(passage: Passage, first: int, who: tuple[Part, ...], cue: Part, after: int) -> Said | None:
    """The statement around an attribution that begins at `first` and whose source ends not before `after`."""
    low, high = passage.sentence(first)
    close = _source_end(passage, after, high)
    begin = _learnt(passage, first, low) if passage.language == "fr" else first
    parts = [part for part in _content(passage, begin, close, low, high) if part.last > part.first]
    if passage.language == "fr" and after < high and passage.marks[after] != OUTSIDE:
        parts = [passage.part(after, trim_end(passage, after, high))]  # "mais selon l'armée « la route est coupée »"
    if not any(passage.clausal(part.first, part.last) for part in parts):
        return None
    kind, whole = kind_of(passage, parts[0]) if len(parts) == 1 else (_kind(passage, parts), parts[0])
    content = (whole, *parts[1:])
    return Said(who, content, cue, kind, StatementAct.ASSERT, "clause", "according-to", 0.8)


def _kind(passage: Passage, parts: list[Part]) -> StatementKind:
    kinds = {kind_of(passage, part)[0] for part in parts}
    return kinds.pop() if len(kinds) == 1 else StatementKind.MIXED


def source(passage: Passage, index: int, high: int) -> tuple[Part, ...]:
    """Return who is meant by the phrase that begins at `index`: of a document those whom it speaks for, if it names them."""
    head = head_after(passage, index)
    if head is None:
        return ()
    if passage.says(head.i, "documents"):
        for i in range(head.i + 1, min(high, head.i + 5)):
            if passage.says(i, "obtained"):
                return (described(passage, head),)  # "a memo seen by the paper" speaks for whoever wrote it
            owner = head_after(passage, i + 1) if passage.says(i, "owners") else None
            if owner is not None and can_speak(passage, owner, strict=True) and not passage.says(owner.i, "documents"):
                return voices(passage, owner, strict=True)
    if found := voices(passage, head, strict=True):
        return found
    measure = passage.says(head.i, "measures") or head.ent_type_ in {"DATE", "TIME"}
    return () if measure or head.pos_ not in {"NOUN", "PROPN"} else (phrase(passage, head),)


def _content(passage: Passage, first: int, close: int, low: int, high: int) -> list[Part]:
    before = passage.doc[first - 1].text if first > low else ""
    closed = close < high and passage.doc[close].text == ","
    if all(passage.doc[i].pos_ in LEADING for i in range(low, first)):
        start = close
    elif before == "," and first - 2 >= low and passage.says(first - 2, "subordinate") and closed:
        end = next((i for i in range(close + 1, high) if passage.doc[i].text == ","), high)
        return [passage.part(close + 1, trim_end(passage, close + 1, end))]
    elif before == "," and closed and not passage.clausal(first, close) and _inside_clause(passage, first - 2, close + 1):
        opened = _inserted_clause(passage, first - 2, low)
        end = _inserted_end(passage, close + 1, high, relative=passage.says(opened, "relative"))
        return [
            passage.part(opened, trim_end(passage, opened, first)),
            passage.part(close + 1, trim_end(passage, close + 1, end)),
        ]
    elif before == "," and closed and not passage.clausal(low, first):
        opened = clause_start(passage, first, low)
        after = passage.part(close + 1, trim_end(passage, close + 1, high))
        return [passage.part(opened, trim_end(passage, opened, first)), after]
    elif before == "," and closed and close + 1 < high and not passage.bare(close + 1):
        opened = clause_start(passage, first, low)  # "it was, in the words of a guest, 'a swamp'"
        after = passage.part(close + 1, trim_end(passage, close + 1, high))
        return [passage.part(opened, trim_end(passage, opened, first)), after]
    else:
        start = clause_start(passage, first, low)
        return [passage.part(start, trim_end(passage, start, first))]
    while start < high and (passage.doc[start].text in {",", ":"} or passage.doc[start].is_space):
        start += 1
    start = _past_apposition(passage, start, high)
    return [passage.part(start, trim_end(passage, start, high))]


def _inside_clause(passage: Passage, before: int, after: int) -> bool:
    """Whether a French source stands between a verb and its object: "provient, selon elle, de la mine"."""
    while before > 0 and passage.doc[before].pos_ == "ADV":
        before -= 1
    verb = passage.doc[before].pos_ in {"VERB", "AUX"} and passage.bare(before)
    return passage.language == "fr" and verb and _goes_on(passage, after)


def _goes_on(passage: Passage, index: int) -> bool:
    """Whether an object begins here, not the reporter's next clause."""
    if index >= len(passage.doc) or passage.says(index, "contrast") or passage.doc[index].pos_ == "CCONJ":
        return False
    if passage.doc[index].pos_ == "VERB":
        return not passage.finite(index)  # "ont, selon elle, fui"
    return passage.doc[index].pos_ in {"ADP", "DET", "NOUN", "PROPN", "ADJ", "NUM"} or infinitive_begins(passage, index)


def _inserted_clause(passage: Passage, verb: int, low: int) -> int:
    """Where the clause around an inserted source begins: at its relative or its participle's subject, else with the sentence."""
    relative = next((i for i in range(verb, low, -1) if passage.says(i, "relative")), None)
    if relative is not None and not any(passage.doc[i].text == "," for i in range(relative, verb)):
        return relative
    comma = next((i for i in range(verb, low, -1) if passage.doc[i].text == ","), low)
    own = not passage.finite(verb) and comma > low and passage.says(comma + 1, "determiners") and passage.clausal(low, comma)
    return comma + 1 if own else clause_start(passage, verb + 1, low)


def _inserted_end(passage: Passage, first: int, high: int, *, relative: bool) -> int:
    ends = {";", "—", "–", ","} if relative else {";", "—", "–"}
    return next((i for i in range(first, high) if passage.doc[i].text in ends and passage.bare(i)), high)


def _past_apposition(passage: Passage, start: int, high: int) -> int:
    """Past what the source is, set beside it: "according to the network, a monitoring group, ..."."""
    bare = passage.language == "fr" and passage.says(start, "speakers") and not passage.finite(start)
    if not bare and (not passage.says(start, "comments") or passage.word(start) == "the"):
        return start
    comma = next((i for i in range(start, high) if passage.doc[i].text == ","), high)
    aside = comma < high and not passage.clausal(start, comma) and passage.clausal(comma, high)
    return comma + 1 if aside else start


def _shortens(passage: Passage, index: int, high: int) -> bool:
    """Whether a full stop only shortens a title before a name: "according to Col. Ada Obi"."""
    named = index + 1 < high and passage.doc[index + 1].pos_ == "PROPN"
    return passage.language == "en" and passage.doc[index].text == "." and named


def _source_end(passage: Passage, index: int, high: int) -> int:
    """Where the source ends; ", quoted by the agency," belongs to it."""
    while index < high and not (passage.doc[index].text in ENDS and passage.bare(index) and not _shortens(passage, index, high)):
        index += 1
    if (
        index + 2 < high
        and passage.doc[index].text == ","
        and passage.says(index + 2, "quoted_by")
        and not passage.finite(index + 1)
    ):
        return next((i for i in range(index + 2, high) if passage.doc[i].text == ","), index)
    return index
