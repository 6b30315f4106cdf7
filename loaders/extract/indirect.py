"""Indirect and mixed statements: a cue in the reporter's text and the clause or phrase that it reports."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from conflictdb.vocabularies import StatementKind
from loaders.extract.content import kind_of, reported, skip_adjuncts, trim_end, words_at
from loaders.extract.occurrences import Occurrence, occurrences
from loaders.extract.passages import OUTSIDE, Part, Passage
from loaders.extract.said import Said
from loaders.extract.speakers import phrase_head_after, phrase_head_before, speakers, voices

DASHES = frozenset({"—", "–", "--", ";", "("})
SOURCE_END = frozenset({",", ".", ";", ":", "—", "–", "(", ")"})


def verbal(passage: Passage, taken: set[int]) -> Iterator[Said]:
    """Yield the statements of the verbs of saying outside quotation marks; `taken`: cue tokens that a quotation has used."""
    for cue in occurrences(passage, 0, len(passage.doc)):
        if cue.verb.i in taken or _unsaid(passage, cue):
            continue
        if found := _passive(passage, cue) if cue.form == "passive" else _reporting(passage, cue) or _parenthetical(passage, cue):
            yield found


def _unsaid(passage: Passage, cue: Occurrence) -> bool:
    """Whether the cue is denied, supposed or yet to come."""
    words, verb = passage.speech.words, cue.verb
    low, _ = passage.sentence(verb.i)
    before = [t.lower_ for t in passage.doc[max(low, cue.first - 4) : verb.i]]
    helpers = [child.lower_ for child in verb.children if child.i < verb.i and child.dep_ in {"aux", "neg", "advmod", "auxpass"}]
    if cue.cue.verb == "do":
        return False
    if words["negations"] & set(helpers) or (passage.language == "fr" and words["negations"] & set(before[-3:])):
        return True
    if passage.language == "fr" and verb.i + 1 < len(passage.doc) and passage.doc[verb.i + 1].lower_ in words["negations"]:
        return True
    if words["modals"] & set(helpers):
        return True
    if cue.form == "infinitive":
        return not _raised(passage, verb)
    return _supposed(passage, verb, low)


def _raised(passage: Passage, verb: Token) -> bool:
    """Whether the infinitive says what was done: "voted to urge", "continued to call for", "a dit condamner"."""
    head = verb.head
    return head != verb and head.lemma_.lower() in passage.speech.words["raising"] and verb.dep_ in {"xcomp", "advcl", "ccomp"} and head.i < verb.i


def _supposed(passage: Passage, verb: Token, low: int) -> bool:
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.i < verb.i), None)
    return mark is not None and mark.lower_ in passage.speech.words["hypothetical"] and mark.i >= low


def _reporting(passage: Passage, cue: Occurrence) -> Said | None:
    found = reported(passage, cue)
    if found is None:
        return None
    use = cue.cue.uses.get(found.frame) or cue.cue.uses.get("clause") or next(iter(cue.cue.uses.values()))
    who = speakers(passage, cue, use.strict)
    if not who:
        return None
    kind, part = kind_of(passage, found.content)
    if kind is StatementKind.DIRECT and found.frame in {"np", "quote"} and part.last - part.first < 3 and "np" not in cue.cue.uses:
        return None
    return Said(
        speakers=who, content=(part,), cue=_printed(passage, cue), kind=kind, act=use.act, frame=found.frame, rule=f"verb-{found.frame}",
        confidence=0.85 if found.frame != "np" else 0.75, addressees=(found.addressee,) if found.addressee else (),
    )  # fmt: skip


def _printed(passage: Passage, cue: Occurrence) -> Part:
    return Part(passage.section, cue.first, cue.last)


def _passive(passage: Passage, cue: Occurrence) -> Said | None:
    """ "The breakout was condemned by a local group": the subject is what is condemned."""
    use = cue.cue.uses.get("np")
    who = speakers(passage, cue, True) if use else ()
    names = passage.speech.dependencies["passive_subject"]
    head = next((c for c in cue.verb.children if c.dep_ in names and passage.bare(c.i)), None)
    if use is None or not who or head is None:
        return None
    inside = sorted(t.i for t in head.subtree)
    part = Part(passage.section, inside[0], trim_end(passage, inside[0], inside[-1] + 1))
    return Said(who, (part,), _printed(passage, cue), kind_of(passage, part)[0], use.act, "np", "passive", 0.8)


def _parenthetical(passage: Passage, cue: Occurrence) -> Said | None:
    """ "Roads were blocked, she said": the cue stands after or inside what it reports."""
    use = cue.cue.uses.get("clause")
    low, high = passage.sentence(cue.verb.i)
    if use is None or cue.form != "finite":
        return None
    resume = skip_adjuncts(passage, cue.last, high)
    head = phrase_head_before(passage, cue.first)
    inverted = None
    if head is None or not _after_mark(passage, _phrase_start(passage, head), low):
        if cue.first > low and passage.doc[cue.first - 1].text in {",", "—", "–"}:
            inverted = phrase_head_after(passage, cue.last)
        if inverted is None:
            return None
    who = voices(passage, inverted or head, use.strict) if (inverted or head) is not None else ()  # type: ignore[arg-type]
    if not who:
        return None
    stop = min(who[0].first, cue.first)
    first = _clause_start(passage, stop - 1, low)
    before = (first, trim_end(passage, first, stop))
    parts = _pieces(passage, before, max(resume, who[-1].last), high)
    if not parts:
        return None
    kind = _joint_kind(passage, parts)
    return Said(who, parts, _printed(passage, cue), kind, use.act, "clause", "parenthetical", 0.8)


def _joint_kind(passage: Passage, parts: tuple[Part, ...]) -> StatementKind:
    kinds = {kind_of(passage, part)[0] for part in parts}
    return kinds.pop() if len(kinds) == 1 else StatementKind.MIXED


def _phrase_start(passage: Passage, head: Token) -> int:
    return voices(passage, head, False)[0].first if voices(passage, head, False) else head.i


def _after_mark(passage: Passage, index: int, low: int) -> bool:
    return index > low and passage.doc[index - 1].text in {",", "—", "–", "”", '"', "»"}


def _clause_start(passage: Passage, index: int, low: int) -> int:
    """Where the clause that ends at `index` begins: at the sentence's start, or after a dash or an open bracket."""
    first = index
    while first > low and passage.doc[first - 1].text not in DASHES:
        first -= 1
    while first < index and (passage.doc[first].pos_ == "CCONJ" or passage.doc[first].text in {",", "—", "–", "-"} or passage.doc[first].is_space):
        first += 1
    return first


def _pieces(passage: Passage, before: tuple[int, int], resume: int, high: int) -> tuple[Part, ...]:
    whole = _clausal(passage, *before)
    parts = [Part(passage.section, *before)] if before[1] > before[0] else []
    if not whole and resume < high and passage.doc[resume].text in {",", "—"}:
        last = trim_end(passage, resume + 1, high)
        if _clausal(passage, resume + 1, last):
            return (*parts, Part(passage.section, resume + 1, last))
        return ()
    if resume < high and passage.doc[resume].text not in {",", ".", "—", "–", ";", ")", ":"} and not passage.doc[resume].is_punct:
        return ()
    return tuple(parts) if whole else ()


def _clausal(passage: Passage, first: int, last: int) -> bool:
    return any(passage.finite(token) for token in passage.doc[first:last])


def attributed(passage: Passage) -> Iterator[Said]:
    """Yield the statements that "according to" and its like attribute."""
    index = 0
    while index < len(passage.doc):
        words = next((w for w in passage.speech.according if words_at(passage, index, w)), None)
        if words is not None and passage.bare(index):
            if found := _according(passage, index, index + len(words)):
                yield found
            index += len(words)
        else:
            index += 1


def _according(passage: Passage, first: int, after: int) -> Said | None:
    low, high = passage.sentence(first)
    head = phrase_head_after(passage, after)
    who = voices(passage, head, True) if head is not None else ()
    if not who:
        return None
    close = _source_end(passage, who[-1].last, high)
    opening = all(passage.doc[i].pos_ in {"CCONJ", "ADV", "PUNCT", "SPACE"} for i in range(low, first))
    if opening or passage.doc[first - 1].text == "," and close < high and passage.doc[close].text == "," and not _clausal(passage, low, first):
        start = close + 1
        while start < high and (passage.doc[start].text == "," or passage.doc[start].is_space):
            start += 1
        part = Part(passage.section, start, trim_end(passage, start, high))
    elif passage.doc[first - 1].text == "," and passage.doc[first - 2].lower_ in {"where", "which", "that", "who", "que", "qui", "où"} and close < high:
        part = Part(passage.section, close + 1, trim_end(passage, close + 1, _next_comma(passage, close + 1, high)))
    else:
        start = _clause_start(passage, first, low)
        part = Part(passage.section, start, trim_end(passage, start, first))
    if part.last - part.first < 2 or not _clausal(passage, part.first, part.last):
        return None
    kind, part = kind_of(passage, part)
    from conflictdb.vocabularies import StatementAct

    return Said(who, (part,), Part(passage.section, first, after), kind, StatementAct.ASSERT, "clause", "according-to", 0.8)


def _source_end(passage: Passage, index: int, high: int) -> int:
    while index < high and not (passage.doc[index].text in SOURCE_END and passage.bare(index)):
        index += 1
    # ", cited by the agency," belongs to the source
    following = index + 1
    if following < high and passage.doc[following].pos_ == "VERB" and not passage.finite(passage.doc[following]):
        while following < high and passage.doc[following].text != ",":
            following += 1
        return following if following < high else index
    return index


def _next_comma(passage: Passage, index: int, high: int) -> int:
    while index < high and passage.doc[index].text != ",":
        index += 1
    return index


def nominal(passage: Passage) -> Iterator[Said]:
    """Yield the statements of nouns of saying whose speaker is named: "Rwanda's denial of support", "a call by the group for talks"."""
    for token in passage.doc:
        noun = passage.speech.nouns.get(token.lower_)
        if noun is None or not passage.bare(token.i) or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        who, after = _owner(passage, token)
        if not who:
            who, after = _author(passage, token)
        if not who:
            continue
        _, high = passage.sentence(token.i)
        if after + 1 < high and passage.doc[after].lower_ in noun.links:
            inclusive = passage.doc[after].lower_ in {"to", "à", "aux", "au"}
            first = after if inclusive else after + 1
            last = _noun_content_end(passage, token, first, high, passage.doc[after].lower_)
            part = Part(passage.section, first, last)
            if last - first >= 2 or (last > first and passage.doc[first].pos_ in {"NOUN", "PROPN"}):
                kind, part = kind_of(passage, part)
                yield Said(who, (part,), Part(passage.section, token.i, token.i + 1), kind, noun.act, "np", "noun", 0.7)


def _owner(passage: Passage, token: Token) -> tuple[tuple[Part, ...], int]:
    owner = next((c for c in token.children if c.dep_ == "poss" and c.i < token.i), None)
    if owner is None or owner.lower_ in {"our", "my", "its", "whose", "your"}:
        return (), token.i + 1
    who = voices(passage, owner, True)
    if not who and owner.pos_ == "PRON":
        who = (Part(passage.section, owner.i, owner.i + 1),) if owner.lower_ in {"his", "her", "their"} else ()
    return who, token.i + 1


def _author(passage: Passage, token: Token) -> tuple[tuple[Part, ...], int]:
    """A noun's "by X" or "from X": before the content, or after it."""
    after = token.i + 1
    if after < len(passage.doc) and passage.doc[after].lower_ in {"by", "from", "du", "de"} and passage.bare(after):
        head = phrase_head_after(passage, after + 1)
        who = voices(passage, head, True) if head is not None else ()
        if who:
            return who, _past_relative(passage, who[-1].last)
    return (), after


def _past_relative(passage: Passage, index: int) -> int:
    """Past ", which is said to be backed by X,"."""
    _, high = passage.sentence(min(index, len(passage.doc) - 1))
    if index < high and passage.doc[index].text == "," and index + 1 < high and passage.doc[index + 1].lower_ in {"which", "who"}:
        return _next_comma(passage, index + 1, high) + 1
    return index


def _noun_content_end(passage: Passage, token: Token, first: int, high: int, link: str) -> int:
    """The parse bounds the content of a noun; without it the clause does."""
    head = passage.doc[first - 1]
    inside = [t.i for t in head.subtree if t.i >= first] if link != "that" else []
    if link == "that" or not inside:
        last = next((i for i in range(first, high) if passage.doc[i].text in {",", ";", ":"} and passage.bare(i)), high)
    else:
        last = max(inside) + 1
        comma = next((i for i in range(first, last) if passage.doc[i].text in {",", ";"} and passage.bare(i)), last)
        last = comma if first < comma else last
    return trim_end(passage, first, min(last, high))


__all__ = ["OUTSIDE", "attributed", "nominal", "verbal"]
