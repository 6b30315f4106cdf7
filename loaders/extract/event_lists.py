"""Events that a list adds to one just told: "this was the case in A on 3 May, in B and C on 4 May"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from conflictdb.vocabularies import LocationPrecision
from loaders.extract.event_candidate import Candidate, Toll
from loaders.extract.event_dates import DatedStretch
from loaders.extract.event_places import Place
from loaders.extract.scene import Scene


def listed(scene: Scene, told: tuple[Candidate, ...], dates: tuple[DatedStretch, ...]) -> Iterator[Candidate]:
    """Yield one event like the last one told for each place and day of a list that begins with a cue."""
    text = scene.doc.text.lower()
    if not told or not dates or not any(cue in text for cue in scene.lexicon.list("enumeration", "cues")):
        return
    for sentence in scene.doc.sents:
        start = _after_cue(scene, sentence.start, sentence.end)
        model = next((one for one in reversed(told) if one.trigger < sentence.start), None)
        if start is None or model is None:
            continue
        for stretch in (s for s in dates if start <= s.first and s.last <= sentence.end):
            for place in _names(scene, start, stretch.first):
                yield replace(
                    model,
                    trigger=place.first,
                    carrier=place.first,
                    sentence=sentence.start,
                    clause=(start, stretch.last),
                    places=(place.place,),
                    date=stretch.record,
                    toll=Toll(),
                    nominal=False,
                    anaphoric=False,
                    heads=(),
                )
            start = next((t.i for t in scene.doc[stretch.last : sentence.end] if not t.is_punct), stretch.last)


def _after_cue(scene: Scene, first: int, last: int) -> int | None:
    text = scene.doc[first:last].text.lower()
    cue = next((cue for cue in scene.lexicon.list("enumeration", "cues") if text.startswith(cue)), None)
    if cue is None:
        return None
    end = scene.doc[first].idx + len(cue)
    return next((token.i for token in scene.doc[first:last] if token.idx >= end), None)


class _Name:
    def __init__(self, scene: Scene, tokens: list[Token]) -> None:
        self.first = tokens[0].i
        ref = scene.ref(tokens[0].i, tokens[-1].i + 1)
        mention = scene.mention(tokens[0])
        keys = frozenset(mention.places) if mention is not None and mention.places else frozenset({ref.text.casefold()})
        self.place = Place(ref, LocationPrecision.EXACT, 0, keys)


def _names(scene: Scene, first: int, last: int) -> list[_Name]:
    """The names before the first word of area ("dans le territoire de"), joined ones apart."""
    words = scene.lexicon.words["enumeration"]
    names: list[list[Token]] = [[]]
    for token in scene.doc[first:last]:
        begun = any(names)
        if begun and token.lower_ in words["area"]:
            break
        if token.lower_ in words["joins"] | words["names"] or (token.is_punct and token.text not in "/-"):
            names.append([])
        elif token.text[:1].isupper() or token.text in "/-":
            names[-1].append(token)
        elif begun and not names[-1] and token.pos_ in {"DET", "NUM"}:
            break
    return [_Name(scene, tokens) for tokens in names if tokens]
