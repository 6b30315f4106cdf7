"""The posts that the document ascribes to persons, with their organisations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from loaders.annotate.countries import adjectives
from loaders.annotate.words import words_of
from loaders.gazetteer import Post
from loaders.link.cast import Cast
from loaders.link.coreference import Coreference
from loaders.link.organisations import known_ref
from loaders.link.titles import likeness
from loaders.records import ActorRef, Drafts, RoleDraft, RoleRecord
from loaders.vocab import table


def role_records(cast: Cast, coreference: Coreference, drafts: Drafts) -> Iterator[RoleRecord]:
    """Yield each post once whose person and organisation are both clear."""
    seen = set()
    for draft in drafts.roles:
        actor = coreference.meant(draft.person).actor
        organisation = role_organisation(cast, coreference, draft, actor) if actor else None
        if actor and organisation:
            key = (actor.slug or actor.name, draft.title.casefold(), organisation.slug or organisation.name)
            if key not in seen:
                seen.add(key)
                yield RoleRecord(actor, draft.title, organisation, draft.evidence)


def role_organisation(cast: Cast, coreference: Coreference, draft: RoleDraft, actor: ActorRef) -> ActorRef | None:
    """Return the organisation of a printed post: as printed, else that of the known post that the title agrees with."""
    if draft.organisation is not None:
        adjective = next(adjectives(cast.annotated.document.language).find(words_of(draft.organisation.text)), None)
        if adjective and (state := cast.gazetteer.state_of(adjective.bearers[0])):
            return known_ref(state, draft.organisation.text)
        if meant := coreference.meant(draft.organisation).actor:
            return meant
    known = cast.gazetteer.actors.get(actor.slug or "")
    for post in known.posts if known else ():
        if post.role and (likeness(draft.title, post.role) or likeness(draft.title, post.role_fr)):
            organisation = cast.gazetteer.actors.get(post.organisation)
            return known_ref(organisation, organisation.name) if organisation else None
    title = draft.title.casefold()
    if is_state_post(title) and cast.country and (state := cast.gazetteer.state_of(cast.country)):
        return known_ref(state, state.name)
    for words, slug in table("titles")["organisation_of_title"].items():
        if title.startswith(words) and (organisation := cast.gazetteer.actors.get(slug)):
            return known_ref(organisation, organisation.name)
    return None


def is_state_post(title: str) -> bool:
    """Whether a title is a post of a government: "former president", "defence minister"."""
    keys = words_of(title).keys
    posts = (words_of(post).keys for post in table("titles")["state_posts"]["words"])
    return any(keys[-len(post) :] == post or keys[: len(post)] == post for post in posts)


def post_held(cast: Cast, actor: ActorRef, roles: tuple[RoleRecord, ...], day: dt.date | None) -> tuple[str | None, str | None]:
    """Return title and organisation's slug of the post held: the known one that is printed, else known, else printed."""
    printed = [role for role in roles if (role.actor.slug or role.actor.name) == (actor.slug or actor.name)]
    known = cast.gazetteer.actors.get(actor.slug or "")
    held = [post for post in known.posts if post.role and post.held_on(day)] if known else []
    if held:
        best = max(held, key=lambda post: (_agreement(post, printed), post.since or dt.date.min))
        return best.role, best.organisation
    for role in printed:
        if role.organisation.slug:
            return role.title, role.organisation.slug
    return (printed[0].title, None) if printed else (None, None)


def _agreement(post: Post, printed: list[RoleRecord]) -> int:
    return max((max(likeness(role.title, post.role), likeness(role.title, post.role_fr)) for role in printed), default=0)
