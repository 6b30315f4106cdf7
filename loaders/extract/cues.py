"""The vocabulary of saying: speech.toml as typed values, checked on load."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from conflictdb.vocabularies import StatementAct
from loaders.vocab import FOLDER, VocabularyError, table

FRAMES = frozenset({"quote", "clause", "inf", "np", "np-inf", "np-clause"})
DEPENDENCY_KEYS = frozenset(
    {
        "subject", "passive_subject", "passive_aux", "aux", "negation", "clause", "shares_subject", "modifies_noun", "conjunct",
        "apposition", "inside_phrase",
    }
)  # fmt: skip
WORD_LISTS = (
    "according", "raising", "hypothetical", "modals", "negations", "adjuncts", "speakers", "mute", "quoters", "abbreviations",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Use:
    """What a cue does in one frame; strict: only where a person or a body speaks."""

    act: StatementAct
    strict: bool


@dataclass(frozen=True)
class Cue:
    """A verb of saying: its dictionary form, the words that follow it ("~": up to three of description) and its frames."""

    verb: str
    following: tuple[tuple[str, ...], ...]
    uses: Mapping[str, Use] = field(hash=False)

    def act(self, frame: str) -> StatementAct:
        """What it does in that frame, or in any where it has not that one."""
        use = self.uses.get(frame) or next(iter(self.uses.values()))
        return use.act


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of saying and the words that may lead to what is said."""

    act: StatementAct
    links: frozenset[str]


@dataclass(frozen=True)
class Speech:
    """The words of saying of one language."""

    verbs: Mapping[str, tuple[Cue, ...]]  # by dictionary form, longest first
    nouns: Mapping[str, Noun]
    forms: Mapping[str, tuple[str, str]]  # printed form -> dictionary form, sort; empty: the model's lemma is used
    words: Mapping[str, frozenset[str]]
    according: tuple[tuple[str, ...], ...]
    dependencies: Mapping[str, frozenset[str]]


@functools.cache
def speech(language: str) -> Speech:
    """Return the words of saying of that language; raises VocabularyError naming the place of a bad entry."""
    data = table("speech").get(language)
    if not isinstance(data, dict):
        raise VocabularyError(f"{FOLDER / 'speech.toml'}: no [{language}]; add it, or set the document's language to one that is there")
    verbs = _verbs(language, data.get("verbs", []))
    return Speech(
        verbs=verbs,
        nouns=_nouns(language, data.get("nouns", [])),
        forms=_forms(data, verbs),
        words={name: frozenset(_strings(language, name, data.get(name))) for name in WORD_LISTS},
        according=tuple(sorted((tuple(a.split()) for a in data["according"]), key=len, reverse=True)),
        dependencies=_dependencies(language, data.get("dependencies", {})),
    )


def _bad(place: str, problem: str) -> VocabularyError:
    return VocabularyError(f"{FOLDER / 'speech.toml'}: {place}: {problem}")


def _strings(language: str, name: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _bad(f"{language}.{name}", "must be a list of words")
    return value


def _act(place: str, group: Mapping[str, Any]) -> StatementAct:
    try:
        return StatementAct(group["act"])
    except (KeyError, ValueError):
        raise _bad(place, f"act must be one of {', '.join(str(act) for act in StatementAct)}") from None


def _verbs(language: str, groups: list[dict[str, Any]]) -> dict[str, tuple[Cue, ...]]:
    uses: dict[str, dict[str, Use]] = {}
    for place, group in _groups(language, "verbs", groups):
        frames = group.get("frames", [])
        if not frames or not FRAMES.issuperset(frames):
            raise _bad(place, f"frames must be among {', '.join(sorted(FRAMES))}")
        use = Use(_act(place, group), bool(group.get("strict", False)))
        for words in _strings(language, f"{place}.words", group.get("words")):
            for frame in frames:
                known = uses.setdefault(words, {}).get(frame)
                # a verb that stands in a general and in a particular group does what the particular one says
                if known is None or known.act is StatementAct.ASSERT:
                    uses[words][frame] = use
    cues: dict[str, list[Cue]] = {}
    for words, frames_of in uses.items():
        verb, *following = [word for word in words.split() if word not in {"s'", "se"}]
        verb = verb.removeprefix("s'")
        cues.setdefault(verb, []).append(Cue(verb, tuple(tuple(word.split("|")) for word in following), frames_of))
    return {verb: tuple(sorted(found, key=lambda cue: -len(cue.following))) for verb, found in cues.items()}


def _groups(language: str, name: str, groups: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, group in enumerate(groups, start=1):
        yield f"{language}.{name}, group {number}", group


def _nouns(language: str, groups: list[dict[str, Any]]) -> dict[str, Noun]:
    nouns = {}
    for place, group in _groups(language, "nouns", groups):
        noun = Noun(_act(place, group), frozenset(_strings(language, f"{place}.links", group.get("links"))))
        nouns.update(dict.fromkeys(_strings(language, f"{place}.words", group.get("words")), noun))
    return nouns


def _forms(data: Mapping[str, Any], verbs: Mapping[str, tuple[Cue, ...]]) -> dict[str, tuple[str, str]]:
    """Every printed form of the verbs, for a language whose model finds no reliable dictionary forms."""
    if "finite" not in data:
        return {}
    forms: dict[str, tuple[str, str]] = {}
    listed: Mapping[str, Mapping[str, list[str]]] = data.get("forms", {})
    for verb in verbs:
        if verb.endswith("er"):
            for sort in ("finite", "past", "present"):
                for ending in data[sort]:
                    forms.setdefault(verb[:-2] + ending, (verb, sort))
        forms[verb] = (verb, "infinitive")
        for sort, printed in listed.get(verb, {}).items():
            # "dit", "promis": where a form is both, the auxiliary before it tells
            forms.update({form: (verb, sort if form not in forms or forms[form][0] != verb else forms[form][1]) for form in printed})
    return forms


def _dependencies(language: str, data: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    if missing := DEPENDENCY_KEYS - set(data):
        raise _bad(f"{language}.dependencies", f"add {', '.join(sorted(missing))}")
    return {name: frozenset(_strings(language, f"dependencies.{name}", labels)) for name, labels in data.items()}
