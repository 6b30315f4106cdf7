"""The made-up dataset: the same seed gives the same rows, to the byte, in any process and on any day."""

from __future__ import annotations

import hashlib
from random import Random

import pytest
from django.db import connection

from conflictdb.generate.actors import make_actors
from conflictdb.generate.articles import Cast, Keys, Sizes, Writer
from conflictdb.generate.words import read_words
from conflictdb.models import Actor, Affiliation, Location, Resolution, Topic

pytestmark = pytest.mark.django_db
FIRST_KEY = 1_000


def _world() -> None:
    """The little that articles can speak of, under keys that are always the same."""
    names = ("Army", "Rebels", "Union", "Agency", "Court")
    for key, name in enumerate(names, start=1):
        actor = Actor(id=key, slug=name.lower(), name=name, kind="media" if name == "Agency" else "igo")
        actor.derive()
        actor.save()
    for key, name in enumerate(("Hill", "Lake", "Bridge"), start=1):
        Location.objects.create(
            id=key, slug=name.lower(), name=name, kind="city", latitude=key, longitude=key, country_code="CD" if key < 3 else "KE"
        )
    for key, label in enumerate(("Truce", "Aid"), start=1):
        Topic.objects.create(id=key, slug=label.lower(), label=label)
    Resolution.objects.create(id=1, symbol="S/RES/1 (2000)", number=1, year=2000, body_id=3, status="adopted")


def _rows(seed: int, statements: int = 300) -> bytes:
    """All rows that are copied, as the bytes that are copied; what was stored for it is taken back."""
    Affiliation.objects.all().delete()
    Actor.objects.filter(id__gte=FIRST_KEY).delete()
    with connection.cursor() as cursor:
        for model in (Actor, Affiliation):
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [model._meta.db_table, FIRST_KEY])
    chance, words, sizes = Random(seed), read_words(), Sizes(statements)
    make_actors(20, words, chance)
    batches = Writer(sizes, words, Cast(chance), Keys(1, 1, 1), chance).batches()
    return "\n".join(
        f"{table}\t" + "\t".join(map(str, row)) for batch in batches for table, rows in batch.rows.items() for row in rows
    ).encode()


def test_the_same_seed_gives_the_same_bytes() -> None:
    _world()
    first = _rows(1)
    assert _rows(2) != first
    assert _rows(1) == first
    # A change here is a change of the dataset that benchmarks are compared on: say so in the changelog.
    assert hashlib.sha256(first).hexdigest() == "6241ac6f9e5088bd8650dd3f027b1b4f7338bab25e4bf7ef9ab995d01ede0b50"
