"""Affiliation rows: the posts that texts ascribe to persons, matched with those that the base knows."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from conflictdb.identity import fold
from conflictdb.models import Actor, Affiliation, Membership
from conflictdb.settling import revive, settle
from conflictdb.vocabularies import ReviewStatus
from loaders.records import RoleRecord
from loaders.report import RecordCounts
from loaders.store.evidence import EvidenceBook
from loaders.store.named import Named

TRUSTED = Q(is_reference=True) | Q(review_status__in=[ReviewStatus.ACCEPTED.value, ReviewStatus.CORRECTED.value])
SAME_ROLE = 0.75  # share of the shorter title's words that stand in the longer


def store_roles(
    roles: tuple[RoleRecord, ...], named: Named, book: EvidenceBook, counts: RecordCounts
) -> dict[int, list[Affiliation]]:
    """Store the posts that a text states: as evidence of a known post where it is one, else as a candidate post.

    A known post in a related body is evidenced, and the body that is printed is proposed beside it.
    Return the candidate posts that this text states, by their holder's key.
    """
    outcomes: dict[int, str] = {}
    own: dict[int, list[Affiliation]] = {}
    for role in roles:
        actor, organisation = (named.known_actor(ref) for ref in (role.actor, role.organisation))
        if actor is None or organisation is None or actor.pk == organisation.pk:
            continue
        known = known_post(actor, organisation, role.title)
        if known is not None:
            book.add({"affiliation": known}, role.evidence, marks=[], extractor="roles", confidence=0.8)
        if known is None or known.organisation_id != organisation.pk:
            row, outcome = _candidate(actor, organisation, role.title)
            outcomes.setdefault(row.pk, outcome)
            own.setdefault(actor.pk, []).append(row)
            book.add({"affiliation": row}, role.evidence, marks=[], extractor="roles", confidence=0.8)
    for outcome in outcomes.values():
        counts.add("affiliation", outcome)
    return own


def titled_posts(actor: Actor, title: str) -> list[Affiliation]:
    """The posts of that actor with a like title that are shipped or that a person confirmed, the latest first.

    What other texts merely state must not count here, or the order of loading would.
    """
    standing = (
        actor.affiliations.select_related("organisation")
        .filter(TRUSTED, withdrawn_at=None)
        .exclude(role="")
        .exclude(review_status=ReviewStatus.REJECTED.value)
    )
    posts = [post for post in standing if same_title(post.role, title) or same_title(post.role_fr, title)]
    return sorted(posts, key=lambda post: (post.is_reference, post.since or dt.date.min, post.public_id), reverse=True)


def known_post(actor: Actor, organisation: Actor, title: str) -> Affiliation | None:
    """The post of that actor with a like title in the same organisation, or in one inside or around it."""
    candidates = titled_posts(actor, title)
    near = [post for post in candidates if post.organisation_id == organisation.pk]
    near = near or [post for post in candidates if _related(post.organisation_id, organisation.pk)]
    return near[0] if near else None


def same_title(first: str, second: str) -> bool:
    """Whether two titles are the same but for words that one adds."""
    one, other = set(fold(first).split()), set(fold(second).split())
    shorter = min(one, other, key=len)
    return bool(shorter) and len(one & other) >= SAME_ROLE * len(shorter)


def _related(one: int, other: int) -> bool:
    pairs = [(one, other), (other, one)]
    return any(Membership.objects.filter(member_id=inner, organisation_id=outer).exists() for inner, outer in pairs)


def _candidate(actor: Actor, organisation: Actor, title: str) -> tuple[Affiliation, str]:
    row = Affiliation.objects.filter(actor=actor, organisation=organisation, role=title, since=None).first()
    if row is None:
        row = Affiliation(actor=actor, organisation=organisation, review_status=ReviewStatus.CANDIDATE.value)
        settle(row, {"role": title})
        row.save()
        return row, "inserted"
    if revive(row):
        row.save()
        return row, "updated"
    return row, "unchanged"
