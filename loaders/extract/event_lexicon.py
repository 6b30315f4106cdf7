"""The words that report events, out of loaders/vocab/events.toml, checked as they are read."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conflictdb.vocabularies import ActorKind, EventStatus, EventType
from loaders.vocab import FOLDER, VocabularyError, table

OPEN_CASE = "else"
BY_CONTEXT = "attack"  # a type that the surroundings decide: violence_against_civilians or battle
NAMED = frozenset({"named_place", "named_actor", "named_person", "named_body", "named_mission", "number", "proper"})
KEYS = frozenset(
    {
        "type",
        "types",
        "verbs",
        "nouns",
        "agents",
        "targets",
        "place",
        "where",
        "unless",
        "mode",
        "status",
        "negated",
        "points",
        "aimed",
    }
)


@dataclass(frozen=True, slots=True)
class Condition:
    """What may stand in a slot: dictionary forms, classes, or anything (neither)."""

    slot: str
    lemmas: frozenset[str]
    classes: tuple[str, ...]

    @property
    def anything(self) -> bool:
        """Whether it is enough that the slot is filled."""
        return not self.lemmas and not self.classes


@dataclass(frozen=True, slots=True)
class Frame:
    """A word that reports an event, and where its parties stand."""

    rule: str
    words: tuple[str, ...]
    types: tuple[tuple[str, str], ...]  # (class of the target, event type or BY_CONTEXT)
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    place: tuple[str, ...]
    where: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    mode: str | None
    status: EventStatus | None
    negated: bool
    points: int
    aimed: bool  # it is nothing unless it is done to somebody


@dataclass(frozen=True)
class Lexicon:
    """The events of one language: frames by dictionary form, classes of nouns, and the words around events."""

    language: str
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    classes: Mapping[str, frozenset[str]]
    kinds: Mapping[str, frozenset[ActorKind]]
    words: Mapping[str, Mapping[str, frozenset[str]]]
    mended: Mapping[str, str]  # dictionary forms by what the model gives in their place ("retook")

    @functools.cached_property
    def verb_heads(self) -> frozenset[str]:
        """The first words of the verbs' keys: most tokens are told from an event's verb by it."""
        return frozenset(key.partition(" ")[0] for key in self.verbs)

    @functools.cached_property
    def noun_heads(self) -> frozenset[str]:
        """The last words of the nouns' keys."""
        return frozenset(key.rpartition(" ")[2] for key in self.nouns)

    def list(self, table_name: str, key: str) -> frozenset[str]:
        """Return one of the word lists that surround events ("unreal", "verbs")."""
        return self.words[table_name][key]


@functools.cache
def lexicon(language: str) -> Lexicon:
    """Return the events of `language`, read and checked once a process."""
    content = table("events")
    if language not in content:
        raise VocabularyError(f"{FOLDER / 'events.toml'}: no section [{language}]; add it or drop the language")
    return FrameLoader(language, content, "events", frozenset(EventType) | {BY_CONTEXT}).load()


class FrameLoader:
    """Frames out of one vocabulary file, checked: `names` are the types that it may use."""

    def __init__(self, language: str, content: Mapping[str, Any], file: str, names: Collection[str]) -> None:
        self.language = language
        self.content = content
        self.file = FOLDER / f"{file}.toml"
        self.names = names
        self.words: Mapping[str, Any] = content[language]
        self.classes = {name: frozenset(lemmas) for name, lemmas in self.words.get("class", {}).items()}

    def load(self) -> Lexicon:
        """Return the whole file's lexicon."""
        lists = {
            name: {key: frozenset(value) for key, value in part.items()}
            for name, part in self.words.items()
            if isinstance(part, Mapping) and name not in {"class", "lemmas"}
        }
        return Lexicon(
            language=self.language,
            verbs=self.index("verb", "verbs"),
            nouns=self.index("noun", "nouns"),
            classes=self.classes,
            kinds={name: frozenset(map(self._kind, kinds)) for name, kinds in self.content["kinds"].items()},
            words=lists,
            mended={wrong: right for right, given in self.words.get("lemmas", {}).items() for wrong in given},
        )

    def index(self, sort: str, key: str) -> dict[str, tuple[Frame, ...]]:
        """The frames of verbs or nouns, by each of their words."""
        return _index(self._frames(sort, key))

    def _kind(self, value: str) -> ActorKind:
        try:
            return ActorKind(value)
        except ValueError as error:
            raise VocabularyError(f"{self.file} [kinds]: {value!r} is no kind of actor") from error

    def _frames(self, sort: str, key: str) -> Iterator[Frame]:
        for number, entry in enumerate(self.words[sort], 1):
            place = f"{self.file} [[{self.language}.{sort}]] {number}"
            unknown = set(entry) - KEYS
            if unknown or not entry.get(key):
                raise VocabularyError(f"{place}: needs {key!r} and knows {sorted(KEYS)}, not {sorted(unknown)}")
            yield self._frame(entry, tuple(entry[key]), place)

    def _frame(self, entry: Mapping[str, Any], words: tuple[str, ...], place: str) -> Frame:
        types = tuple(entry["types"].items()) if "types" in entry else ((OPEN_CASE, entry.get("type", "")),)
        for sort, name in types:
            if name not in self.names:
                raise VocabularyError(f"{place}: {name!r} is no event type")
            if sort != OPEN_CASE and sort not in self.classes and sort not in NAMED:
                raise VocabularyError(f"{place}: {sort!r} is no class of [{self.language}.class]")
        return Frame(
            rule=f"{types[0][1] if len(types) == 1 else types[-1][1]}/{words[0]}",
            words=words,
            types=types,
            agents=tuple(entry.get("agents", ())),
            targets=tuple(entry.get("targets", ())),
            place=tuple(entry.get("place", ())),
            where=tuple(self._conditions(entry.get("where", {}), place)),
            unless=tuple(self._conditions(entry.get("unless", {}), place)),
            mode=entry.get("mode") or None,
            status=EventStatus(entry["status"]) if "status" in entry else None,
            negated=bool(entry.get("negated")),
            points=int(entry.get("points", 2)),
            aimed=bool(entry.get("aimed")),
        )

    def _conditions(self, given: Mapping[str, list[str]], place: str) -> Iterator[Condition]:
        for slot, wanted in given.items():
            classes = tuple(word[1:] for word in wanted if word.startswith("@"))
            for name in classes:
                if name not in self.classes and name not in NAMED:
                    raise VocabularyError(f"{place}: @{name} is no class of [{self.language}.class] and none of {sorted(NAMED)}")
            if "*" in wanted:
                yield Condition(slot, frozenset(), ())
            else:
                yield Condition(slot, frozenset(word for word in wanted if not word.startswith("@")), classes)


def _index(frames: Iterable[Frame]) -> dict[str, tuple[Frame, ...]]:
    index: dict[str, list[Frame]] = {}
    for frame in frames:
        for word in frame.words:
            index.setdefault(word, []).append(frame)
    return {word: tuple(found) for word, found in index.items()}
