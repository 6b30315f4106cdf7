"""Made-up articles: sentences with what they say, as rows for COPY, batch by batch."""

from __future__ import annotations

import datetime as dt
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from conflictdb.generate.actors import posts_by_actor
from conflictdb.generate.dice import Skewed, shuffled
from conflictdb.generate.words import Words
from conflictdb.identity import public_id
from conflictdb.models import Actor, Location, Resolution, Topic
from conflictdb.vocabularies import ActorKind, SourceKind

NULL = r"\N"
BATCH = 2_000  # sources
FIRST_DAY = dt.date(2011, 1, 1)
DAYS = [(FIRST_DAY + dt.timedelta(days)).isoformat() for days in range(15 * 365 + 300)]
REPEATED = 0.15  # of the statements are reported by a second source, a later one
WITHDRAWN = "2026-01-01 00:00:00+00"
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many of each there will be."""

    statements: int

    @property
    def sources(self) -> int:
        """Articles: one for ten statements."""
        return max(self.statements // 10, 1)

    @property
    def events(self) -> int:
        """Events: one for five statements."""
        return self.statements // 5

    @property
    def actors(self) -> int:
        """Actors besides those that are there already."""
        return min(max(self.statements // 300, 20), 3_000)


class Cast:
    """Who and what the articles speak of: all actors, places, topics and resolutions that are stored, with skew."""

    def __init__(self, chance: Random) -> None:
        known = list(Actor.objects.order_by("pk").values_list("pk", "name", "kind"))
        named = [(key, name) for key, name, _ in known]
        self.speakers = Skewed(shuffled(named, chance))
        self.doers = Skewed(shuffled([(key, name) for key, name, kind in known if kind != ActorKind.PERSON.value], chance))
        media = [key for key, _, kind in known if kind == ActorKind.MEDIA.value] or [key for key, _ in named[:20]]
        self.publishers = Skewed(shuffled(media, chance))
        places = Location.objects.filter(latitude__isnull=False).order_by("pk")
        near = list(places.filter(country_code__in=["CD", "RW", "UG", "BI"]).values_list("pk", "name"))
        far = list(places.exclude(country_code__in=["CD", "RW", "UG", "BI"]).values_list("pk", "name"))
        self.places = Skewed(shuffled(near, chance) + shuffled(far, chance), 0.9)
        self.topics = Skewed(shuffled(list(Topic.objects.order_by("pk").values_list("pk", flat=True)), chance), 0.8)
        self.resolutions = Skewed(list(Resolution.objects.order_by("-adopted_on", "pk").values_list("pk", flat=True)))
        self.posts = posts_by_actor()


@dataclass(slots=True)
class Keys:
    """The next primary key of each table that is filled."""

    source: int
    statement: int
    event: int


class Batch:
    """The rows of some articles, by table."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {table: [] for table in COLUMNS}

    def add(self, table: str, *row: Any) -> None:
        """One row, its values in the order of COLUMNS."""
        self.rows[table].append(row)


COLUMNS = {
    "source": "id public_id external_id title publisher_id publisher_text kind language url published_from published_to"
    " date_precision loaded_at sha256 pipeline_version licence text_public text review_status withdrawn_at",
    "statement": "id public_id text kind act stance cue speaker_id speaker_text speaker_role_id location_id said_from said_to"
    " date_precision source_id confidence review_status withdrawn_at",
    "event": "id public_id type text status location_id location_precision starts_on ends_on date_precision killed displaced"
    " source_id confidence review_status withdrawn_at",
    "participant": "event_id role name actor_id position",
    "statement_topics": "statement_id topic_id",
    "statement_addressees": "statement_id actor_id",
    "statement_mentioned_actors": "statement_id actor_id",
    "statement_mentioned_locations": "statement_id location_id",
    "statement_resolutions": "statement_id resolution_id",
    "event_resolutions": "event_id resolution_id",
    "evidence": "source_id start end excerpt extractor statement_id event_id confidence",
    "mention": "source_id start end text actor_id location_id confidence",
}
# Columns that are the same in all rows.
CONSTANTS = {
    "source": {"machine": "{}", "locked_fields": "{}", "date_inferred": "f", "conflict_related": "t"},
    "statement": {"machine": "{}", "locked_fields": "{}", "cameo_code": ""},
    "event": {
        "machine": "{}", "locked_fields": "{}", "plover_type": "", "plover_mode": "", "acled_event_type": "",
        "acled_sub_event_type": "", "date_text": "", "location_text": "", "source_count": "1",
    },
    "evidence": {"marks": "[]"},
}  # fmt: skip


class Writer:
    """Writes articles about a cast, by chance; the same seed gives the same articles."""

    def __init__(self, sizes: Sizes, words: Words, cast: Cast, keys: Keys, chance: Random) -> None:
        self.sizes, self.words, self.cast, self.keys, self.chance = sizes, words, cast, keys, chance
        self._repeatable: deque[tuple[int, str, int, tuple[int, str]]] = deque(maxlen=500)

    def batches(self) -> Iterator[Batch]:
        """All articles, batch by batch."""
        sources = range(self.sizes.sources)
        longest_first = Skewed(shuffled(sources, self.chance), 0.4)
        statements = Counter(longest_first.draw(self.chance, self.sizes.statements))
        events = Counter(longest_first.draw(self.chance, self.sizes.events))
        for first in sources[::BATCH]:
            batch = Batch()
            for number in sources[first : first + BATCH]:
                Article(self, batch, number).write(statements[number], events[number])
            yield batch

    def standing(self) -> tuple[str, str]:
        """A review status and a time of withdrawal."""
        status = self.chance.choices(("candidate", "accepted", "corrected", "rejected"), (930, 40, 10, 20))[0]
        return status, WITHDRAWN if self.chance.random() < 0.01 else NULL

    def clause(self, language: int, place: str) -> str:
        """The end of a sentence."""
        thing, matter, tail = (words.draw(self.chance, 1)[0] for words in self.words.clauses[language])
        return f"{thing} {matter} {('in', 'à')[language]} {place} {tail}"

    def repeat(self, key: int, sentence: str, length: int, speaker: tuple[int, str]) -> None:
        """Let a later article report a statement again."""
        if self.chance.random() < REPEATED:
            self._repeatable.append((key, sentence, length, speaker))

    def repeated(self) -> tuple[int, str, int, tuple[int, str]] | None:
        """A statement of an earlier article, once."""
        return self._repeatable.popleft() if len(self._repeatable) > 100 else None


class Article:
    """One article while it is written."""

    def __init__(self, writer: Writer, batch: Batch, number: int) -> None:
        self.writer, self.batch, self.chance, self.cast = writer, batch, writer.chance, writer.cast
        self.name = f"generated-{number:07}"
        self.key = writer.keys.source + number
        self.language = 1 if self.chance.random() < 0.3 else 0
        # More and more is published: the last years hold most.
        self.day = int((len(DAYS) - 1) * self.chance.random() ** 0.5)
        self.sentences: list[str] = []
        self.length = 0

    def write(self, statements: int, events: int) -> None:
        """Write it with so many statements and events."""
        for _ in range(statements):
            self._statement()
        for _ in range(events):
            self._event()
        while repeated := self.writer.repeated():
            key, sentence, length, speaker = repeated
            self._say(sentence, "statement", key)
            self._mention(length, speaker, None)
        self._source()

    def _source(self) -> None:
        [publisher] = self.cast.publishers.draw(self.chance, 1)
        day = DAYS[self.day]
        text = " ".join(self.sentences) or "Nothing was reported."
        title = text[:70].rpartition(" ")[0]
        self.batch.add(
            "source", self.key, public_id("source", self.name), self.name, title, publisher, "",
            SourceKind.PRESS_RELEASE.value if self.chance.random() < 0.2 else SourceKind.NEWS.value,
            ("en", "fr")[self.language], f"https://example.org/{self.name}", day, day, "day", f"{day} 12:00:00+00", self.name,
            "generated", "CC0-1.0", "t", text, "candidate", NULL,
        )  # fmt: skip

    # ------------------------------------------------------------ sentences

    def _say(self, sentence: str, noun: str, key: int) -> int:
        """Append a sentence as evidence of a record; return where it starts."""
        start = self.length
        self.sentences.append(sentence)
        self.length += len(sentence) + 1
        records = (key, NULL) if noun == "statement" else (NULL, key)
        self.batch.add("evidence", self.key, start, start + len(sentence), sentence, "generated", *records, 0.8)
        self._start = start
        return start

    def _mention(self, length: int, actor: tuple[int, str] | None, place: tuple[int, str] | None, *, at: int = 0) -> None:
        thing = actor or place
        assert thing
        start = self._start + at
        keys = (actor[0], NULL) if actor else (NULL, thing[0])
        self.batch.add("mention", self.key, start, start + length, thing[1], *keys, 0.9)

    def _days(self, back: int) -> tuple[str, str, str]:
        """First and last day and precision of something before the article."""
        kind = self.chance.random()
        if kind < 0.03:
            return NULL, NULL, "unknown"
        first = max(self.day - self.chance.randrange(back), 0)
        if kind < 0.07:
            return DAYS[max(first - 20, 0)], DAYS[first], "range"
        return DAYS[first], DAYS[first], "day"

    def _statement(self) -> None:
        chance, cast, key = self.chance, self.cast, self.writer.keys.statement
        self.writer.keys.statement += 1
        [act] = self.writer.words.acts.draw(chance, 1)
        [speaker] = cast.speakers.draw(chance, 1)
        [place] = cast.places.draw(chance, 1)
        known = chance.random() < 0.88
        printed = speaker[1] if known else ("A diplomat", "Un diplomate")[self.language]
        cue = self.writer.words.cues[act][self.language]
        text = self.writer.clause(self.language, place[1])
        first, last, precision = self._days(4)
        sentence = f"{printed} {cue} {text}."
        self._say(sentence, "statement", key)
        self._mention(len(place[1]), None, place, at=sentence.rindex(place[1]))
        if known:
            self._mention(len(printed), speaker, None)
            self.writer.repeat(key, sentence, len(printed), speaker)
        self.batch.add(
            "statement", key, public_id("statement", self.name, key), text,
            chance.choices(("indirect", "direct", "mixed"), (5, 3, 2))[0], act,
            chance.choices((NULL, "supports", "opposes", "neutral"), (4, 3, 2, 1))[0], cue,
            speaker[0] if known else NULL, printed, self._post(speaker[0], first) if known else NULL,
            place[0] if chance.random() < 0.2 else NULL, first, last, precision, self.key, round(chance.uniform(0.4, 1), 2),
            *self.writer.standing(),
        )  # fmt: skip
        self._links(key, place[0])

    def _post(self, speaker: int, day: str) -> Any:
        """The post that the speaker held on the day."""
        for since, until, key in reversed(self.cast.posts.get(speaker, ())):
            if day == NULL or since <= day <= until:
                return key
        return NULL

    def _links(self, key: int, place: int) -> None:
        chance, cast = self.chance, self.cast
        some = chance.choices((0, 1, 2, 3), (20, 55, 20, 5))[0]
        self._link("statement_topics", key, set(cast.topics.draw(chance, some)))
        if chance.random() < 0.15:
            self._link("statement_addressees", key, {actor for actor, _ in cast.doers.draw(chance, 1)})
        if chance.random() < 0.3:
            self._link("statement_mentioned_actors", key, {actor for actor, _ in cast.doers.draw(chance, 2)})
        if chance.random() < 0.25:
            self._link("statement_mentioned_locations", key, {place})
        if chance.random() < 0.03:
            self._link("statement_resolutions", key, set(cast.resolutions.draw(chance, 1)))

    def _link(self, table: str, key: int, others: set[int]) -> None:
        for other in sorted(others):
            self.batch.add(table, key, other)

    def _event(self) -> None:
        chance, cast, key = self.chance, self.cast, self.writer.keys.event
        self.writer.keys.event += 1
        [kind] = self.writer.words.types.draw(chance, 1)
        agent, target = cast.doers.draw(chance, 2)
        [place] = cast.places.draw(chance, 1)
        placed = chance.random() < 0.92
        text = f"{agent[1]} {self.writer.words.deeds[kind][self.language]} {target[1]}"
        text += f" {('in', 'à')[self.language]} {place[1]}" if placed else ""
        first, last, precision = self._days(7)
        self._say(f"{text}.", "event", key)
        self._mention(len(agent[1]), agent, None)
        if placed:
            self._mention(len(place[1]), None, place, at=len(text) - len(place[1]))
        deadly = chance.random() < 0.25
        self.batch.add(
            "event", key, public_id("event", self.name, key), kind, text,
            chance.choices(("occurred", "ongoing", "planned", "alleged"), (85, 5, 5, 5))[0],
            place[0] if placed else NULL, "exact" if placed else "unknown", first, last, precision,
            int(chance.paretovariate(1.2)) if deadly else NULL,
            int(chance.paretovariate(0.9) * 100) if kind == "displacement" else NULL,
            self.key, round(chance.uniform(0.4, 1), 2), *self.writer.standing(),
        )  # fmt: skip
        self.batch.add("participant", key, "agent", agent[1], agent[0], 0)
        if chance.random() < 0.8:
            known = chance.random() < 0.8
            self.batch.add("participant", key, "target", target[1] if known else "Residents", target[0] if known else NULL, 0)
        if chance.random() < 0.02:
            self._link("event_resolutions", key, set(cast.resolutions.draw(chance, 1)))
