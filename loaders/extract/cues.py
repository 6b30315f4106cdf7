"""The vocabulary of saying: speech.toml as typed values, checked on load."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from conflictdb.vocabularies import StatementAct
from loaders.vocab import FOLDER, VocabularyError, table

HARD = frozenset("aoâ")  # before these "c" and "g" change their spelling
SOFTENED = {"c": "ç", "g": "ge"}
OPENED = re.compile(r"[eé](?=[^aeiouyéèêâîôû]{1,2}$)")  # the vowel that a mute ending opens
FRAMES = frozenset({"quote", "clause", "inf", "np", "np-inf", "np-clause", "np-as", "that"})
DEPENDENCIES = frozenset(
    {
        "subject", "passive_subject", "passive_aux", "aux", "clause", "shares_subject", "modifies_noun", "conjunct", "apposition",
        "inside_phrase",
        "relative_clause",
        "aside",
        "governed", "owner", "object",
    }
)  # fmt: skip
WORDS = frozenset(
    {
        "abbreviations", "adjuncts", "agents", "authors", "auxiliaries", "before_infinitive", "before_participle", "being",
        "bounds", "charges", "commenting", "comments", "continuing", "contrast", "decisions", "descriptive", "determiners",
        "documents", "doers", "fillers", "first_plural", "first_singular", "givers", "hypothetical", "impersonal", "inclusive",
        "intent", "inverted", "joints", "links_in_phrase", "live", "meetings", "members", "modals", "mute", "negations",
        "negators", "nobody", "objects", "obliged", "others", "own", "owners", "particles", "personal", "plural", "pointing",
        "possessives", "prepositions", "press", "questions", "quoted_by", "quoters", "raising", "reflexive", "reflexives",
        "relative", "requires", "same", "silent", "singular", "source", "speakers", "subordinate", "that", "third", "thought",
        "towards", "void", "wrongs", "interviewing", "owned", "taking_up", "aged", "obtained",
        "measures", "effects", "resuming", "adversative", "remarks", "taken_up", "asides", "comment_nouns", "aftermath",
        "outspoken", "legible", "quoted_as", "topical", "passing", "with", "unowned", "with_source", "views", "learnt",
        "before_speaker", "lacking", "before_or_while", "ours", "unfailing", "clitics",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Use:
    """What a cue does in one frame.

    strict: only where a person or a body speaks; negated: only where it is denied; written: only where a paper says it.
    """

    act: StatementAct
    strict: bool
    negated: bool
    written: bool = False
    about: frozenset[str] = frozenset()  # words of which a phrase must begin with one; empty: any phrase


@dataclass(frozen=True)
class Cue:
    """A verb of saying: its dictionary form, the words that follow it ("~": up to three of description) and its frames."""

    verb: str
    following: tuple[tuple[str, ...], ...]
    uses: Mapping[str, Use] = field(hash=False)

    def use(self, *frames: str) -> Use | None:
        """What it does in the first of these frames that it has."""
        return next((self.uses[frame] for frame in frames if frame in self.uses), None)


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of saying and the words that may lead to what is said."""

    act: StatementAct
    links: frozenset[str]


@dataclass(frozen=True, slots=True)
class Form:
    """What a printed form of a verb is: its dictionary form and "finite", "past", "present" or "infinitive"."""

    verb: str
    sort: str


@dataclass(frozen=True)
class Speech:
    """The words of saying of one language."""

    verbs: Mapping[str, tuple[Cue, ...]]  # by dictionary form, longest first
    nouns: Mapping[str, Noun]
    forms: Mapping[str, Form]  # empty: the model's dictionary forms are used
    words: Mapping[str, frozenset[str]]
    according: tuple[tuple[str, ...], ...]  # longest first
    dependencies: Mapping[str, frozenset[str]]


@functools.cache
def speech(language: str) -> Speech:
    """Return the words of saying of that language; raises VocabularyError naming the place of a bad entry."""
    data = table("speech").get(language)
    if not isinstance(data, dict):
        raise VocabularyError(f"{FOLDER / 'speech.toml'}: no [{language}]; add it or read the document in another language")
    verbs = _verbs(language, data.get("verbs", []))
    return Speech(
        verbs=verbs,
        nouns=_nouns(language, data.get("nouns", [])),
        forms=_forms(language, data, verbs),
        words=_lists(f"{language}.words", data.get("words", {}), WORDS),
        according=tuple(
            sorted((tuple(a.split()) for a in _strings(f"{language}.according", data.get("according"))), key=len, reverse=True)
        ),
        dependencies=_lists(f"{language}.dependencies", data.get("dependencies", {}), DEPENDENCIES),
    )


def _bad(place: str, problem: str) -> VocabularyError:
    return VocabularyError(f"{FOLDER / 'speech.toml'}: {place}: {problem}")


def _strings(place: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise _bad(place, "must be a list of words")
    return value


def _lists(place: str, data: Mapping[str, Any], names: frozenset[str]) -> dict[str, frozenset[str]]:
    if unlike := names ^ set(data):
        raise _bad(place, f"must have these lists and no others: {', '.join(sorted(names))}; look at {', '.join(sorted(unlike))}")
    return {name: frozenset(_strings(f"{place}.{name}", words)) for name, words in data.items()}


def _act(place: str, group: Mapping[str, Any]) -> StatementAct:
    try:
        return StatementAct(group["act"])
    except (KeyError, ValueError):
        raise _bad(place, f"act must be one of {', '.join(str(act) for act in StatementAct)}") from None


def _groups(place: str, groups: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, group in enumerate(groups, start=1):
        yield f"{place}, group {number}", group


def _verbs(language: str, groups: list[dict[str, Any]]) -> dict[str, tuple[Cue, ...]]:
    uses: dict[str, dict[str, Use]] = {}
    for place, group in _groups(f"{language}.verbs", groups):
        frames = group.get("frames", [])
        if not frames or not FRAMES.issuperset(frames):
            raise _bad(place, f"frames must be among {', '.join(sorted(FRAMES))}")
        about = frozenset(_strings(f"{place}.about", group.get("about", [])))
        strict, negated, written = (bool(group.get(flag, False)) for flag in ("strict", "negated", "written"))
        use = Use(_act(place, group), strict, negated, written, about)
        for words in _strings(place, group.get("words")):
            _add_use(uses.setdefault(words, {}), frames, use)
    cues: dict[str, list[Cue]] = {}
    for words, frames_of in uses.items():
        verb, *following = words.removeprefix("s'").removeprefix("se ").split()
        cues.setdefault(verb, []).append(Cue(verb, tuple(tuple(word.split("|")) for word in following), frames_of))
    return {verb: tuple(sorted(found, key=lambda cue: -len(cue.following))) for verb, found in cues.items()}


def _add_use(uses: dict[str, Use], frames: list[str], use: Use) -> None:
    """A verb that stands in a general group and in a particular one does what the particular one says."""
    for frame in frames:
        if frame not in uses or uses[frame].act is StatementAct.ASSERT:
            uses[frame] = use


def _nouns(language: str, groups: list[dict[str, Any]]) -> dict[str, Noun]:
    nouns = {}
    for place, group in _groups(f"{language}.nouns", groups):
        noun = Noun(_act(place, group), frozenset(_strings(f"{place}.links", group.get("links"))))
        nouns.update(dict.fromkeys(_strings(place, group.get("words")), noun))
    return nouns


def _forms(language: str, data: Mapping[str, Any], verbs: Mapping[str, tuple[Cue, ...]]) -> dict[str, Form]:
    """Every printed form of the verbs, for a language whose model finds no reliable dictionary forms."""
    if "endings" not in data:
        return {}
    listed: Mapping[str, Mapping[str, list[str]]] = data.get("forms", {})
    if strange := set(listed) - set(verbs):
        raise _bad(f"{language}.forms", f"no such verb under [[{language}.verbs]]: {', '.join(sorted(strange))}")
    forms: dict[str, Form] = {}
    for verb in verbs:
        own = {verb: Form(verb, "infinitive")} | _listed(verb, listed.get(verb, {}))
        forms = _regular(verb, data["endings"]) | forms | own
    return forms


def _listed(verb: str, sorts: Mapping[str, list[str]]) -> dict[str, Form]:
    # where a form is both ("dit"), the auxiliary before it tells: "finite" covers both
    return {form: Form(verb, sort) for sort in ("present", "past", "finite") for form in sorts.get(sort, [])}


def _regular(verb: str, endings: Mapping[str, list[str]]) -> dict[str, Form]:
    if not verb.endswith("er"):
        return {}
    stem = verb[:-2]
    pairs = [(ending, sort) for sort, found in endings.items() for ending in found]
    return {printed: Form(verb, sort) for ending, sort in pairs for printed in _spelt(stem, ending)}


def _spelt(stem: str, ending: str) -> tuple[str, ...]:
    """A stem with an ending as it is spelt: "annonçait", "considère", "rappelle", "appuie"; odd ones are never printed."""
    if ending[0] in HARD and stem[-1] in SOFTENED:
        return (stem[:-1] + SOFTENED[stem[-1]] + ending,)
    mute = ending.startswith("e")
    if mute and (opened := OPENED.search(stem)):
        doubled = (stem + stem[-1] + ending,) if stem[-1] in "lt" else ()
        return (f"{stem[: opened.start()]}è{stem[opened.start() + 1 :]}{ending}", stem + ending, *doubled)
    return (f"{stem[:-1]}i{ending}", stem + ending) if mute and stem.endswith("y") else (stem + ending,)
