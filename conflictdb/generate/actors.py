"""Made-up actors: bodies that hang in the tree of the known organisations, and persons with dated posts in them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from random import Random

from django.db.models import Count

from conflictdb.generate.dice import Skewed
from conflictdb.generate.words import Words
from conflictdb.identity import public_id
from conflictdb.models import Actor, Affiliation
from conflictdb.vocabularies import ActorKind, ReviewStatus

PERSONS = 0.8  # of the made-up actors
FIRST_YEAR, LAST_YEAR = 2008, 2026


def make_actors(count: int, words: Words, chance: Random) -> None:
    """Store so many actors and their posts; the triggers that derive memberships run."""
    known = Actor.objects.exclude(kind=ActorKind.PERSON.value).annotate(size=Count("membership_rows"))
    bodies: list[Actor] = [*known.order_by("-size", "slug")]
    persons = round(count * PERSONS)
    made = [_actor(_body_name(bodies, number, words, chance), ActorKind.IGO, number) for number in range(count - persons)]
    made += [_actor(_person_name(words, chance), ActorKind.PERSON, number) for number in range(len(made), count)]
    Actor.objects.bulk_create(made, batch_size=2_000)
    posts: list[Affiliation] = []
    for body in made[: count - persons]:
        [above] = Skewed(bodies).draw(chance, 1)
        posts.append(_post(body, above, ""))
        bodies.append(body)
    hosts = Skewed(bodies, 0.8)
    for person in made[count - persons :]:
        posts += _career(person, hosts, words, chance)
    Affiliation.objects.bulk_create(posts, batch_size=10_000)


def _actor(name: str, kind: ActorKind, number: int) -> Actor:
    made = Actor(slug=f"generated-{number:06}", name=name, kind=kind.value, review_status=ReviewStatus.ACCEPTED.value)
    made.derive()
    return made


def _body_name(bodies: list[Actor], number: int, words: Words, chance: Random) -> str:
    return f"{chance.choice(words.bodies)} {number + 1} of {chance.choice(bodies).name}"


def _person_name(words: Words, chance: Random) -> str:
    return f"{chance.choice(words.given)} {chance.choice(words.family)} {chance.choice(words.family)}"


def _career(person: Actor, hosts: Skewed[Actor], words: Words, chance: Random) -> list[Affiliation]:
    """One to three posts, one after the other; the last one may go on."""
    posts, year = [], chance.randint(FIRST_YEAR, LAST_YEAR - 4)
    for body in hosts.draw(chance, chance.choices((1, 2, 3), (6, 3, 1))[0]):
        since, year = year, year + chance.randint(1, 6)
        until = dt.date(year, 1, 31) if year < LAST_YEAR else None
        posts.append(_post(person, body, chance.choice(words.posts), dt.date(since, 2, 1), until))
        if not until:
            break
    return posts


def _post(actor: Actor, body: Actor, role: str, since: dt.date | None = None, until: dt.date | None = None) -> Affiliation:
    # the id by what the post is, but without a look-up of slugs
    identifier = public_id("affiliation", actor.slug, body.slug, role, since.isoformat() if since else "")
    precision = "day" if since else "unknown"
    return Affiliation(
        public_id=identifier, actor=actor, organisation=body, role=role, since=since, until=until,
        date_precision=precision, review_status=ReviewStatus.ACCEPTED.value,
    )  # fmt: skip


def posts_by_actor() -> dict[int, list[tuple[str, str, int]]]:
    """The dated posts of each actor: first day, last day, key; for the post in which something was said."""
    posts = defaultdict(list)
    for actor, since, until, key in Affiliation.objects.order_by("pk").values_list("actor_id", "since", "until", "pk"):
        posts[actor].append((since.isoformat() if since else "", until.isoformat() if until else "9999", key))
    return posts
