"""The posts that the document ascribes to persons, with their organisations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from conflictdb.identity import fold
from conflictdb.vocabularies import ActorKind, SourceKind
from loaders.annotate.countries import adjectives
from loaders.annotate.function_words import function_words
from loaders.annotate.words import words_of
from loaders.extract.roles import organisation_nouns
from loaders.gazetteer import Post
from loaders.link.backward import determiners
from loaders.link.cast import Cast
from loaders.link.coreference import Coreference
from loaders.link.organisations import known_ref
from loaders.link.titles import likeness
from loaders.records import ActorRef, Drafts, Ref, RoleDraft, RoleRecord, Span
from loaders.vocab import table


def role_records(cast: Cast, coreference: Coreference, drafts: Drafts) -> Iterator[RoleRecord]:
    """Yield each post once whose person and organisation are both clear."""
    seen = set()
    for draft, actor in (*_printed(coreference, drafts), *_described(cast, coreference)):
        organisation = role_organisation(cast, coreference, draft, actor)
        if organisation and draft.title:
            key = (actor.slug or actor.name, draft.title.casefold(), organisation.slug or organisation.name)
            if key not in seen:
                seen.add(key)
                yield RoleRecord(actor, draft.title, organisation, draft.evidence)


def _printed(coreference: Coreference, drafts: Drafts) -> Iterator[tuple[RoleDraft, ActorRef]]:
    for draft in drafts.roles:
        if actor := coreference.meant(draft.person).actor:
            yield draft, actor


def _described(cast: Cast, coreference: Coreference) -> Iterator[tuple[RoleDraft, ActorRef]]:
    """The posts by which persons are described: "the army's spokesman" where he is named elsewhere."""
    for ref, actor in coreference.described:
        if actor.kind is not ActorKind.PERSON:
            continue
        inside = [r.mention for r in cast.overlapping(ref.start, ref.end) if r.actor and r.actor.kind is not ActorKind.PERSON]
        title = _without_owner(ref, inside[0].start - ref.start if inside else len(ref.text))
        if title:
            owner = Ref(inside[0].start, inside[0].end, inside[0].text) if inside else None
            yield RoleDraft(ref, title, owner, Span(ref.start, ref.end)), actor


def _without_owner(ref: Ref, owner: int) -> str:
    """The title in a description: without its article, and without "of" its organisation."""
    words = ref.text[:owner].split()
    first = 1 if words and words[0].casefold().rstrip("'’") in determiners("definite") else 0
    while len(words) > first and words[-1].casefold().rstrip("'’") in function_words("articles") | function_words("of_post"):
        words = words[:-1]
    return " ".join(words[first:])


def role_organisation(cast: Cast, coreference: Coreference, draft: RoleDraft, actor: ActorRef) -> ActorRef | None:
    """Return the organisation of a printed post: as printed, else that of the known post that the title agrees with."""
    if printed := _printed_organisation(cast, coreference, draft):
        return printed
    known = cast.gazetteer.actors.get(actor.slug or "")
    for post in known.posts if known else ():
        if post.role and (likeness(draft.title, post.role) or likeness(draft.title, post.role_fr)):
            organisation = cast.gazetteer.actors.get(post.organisation)
            return known_ref(organisation, organisation.name) if organisation else None
    title = draft.title.casefold()
    if title in table("titles")["company_posts"]["words"] and (firm := _firm_before(coreference, draft.person.start)):
        return firm
    country = _country_of(cast, draft.organisation) or cast.country
    if is_state_post(title) and country and (state := cast.gazetteer.state_of(country)):
        return known_ref(state, state.name)
    for words, slug in table("titles")["organisation_of_title"].items():
        if title.startswith(words) and (organisation := cast.gazetteer.actors.get(slug)):
            return known_ref(organisation, organisation.name)
    printed = _unknown(draft.organisation) if draft.organisation is not None else None
    return printed or _issuer(cast)


def _firm_before(coreference: Coreference, start: int) -> ActorRef | None:
    """The company last named before a place in the text."""
    return next((a.actor for a in coreference.antecedents.before(start) if a.actor and a.actor.kind is ActorKind.COMPANY), None)


def _issuer(cast: Cast) -> ActorRef | None:
    """The office that issues a release: a post in it that names no organisation is one of its own."""
    document = cast.annotated.document
    if document.kind not in {SourceKind.STATEMENT, SourceKind.PRESS_RELEASE} or not document.publisher:
        return None
    slugs = cast.gazetteer.actors_by_name.get(fold(document.publisher), ())
    return known_ref(cast.gazetteer.actors[slugs[0]], document.publisher) if slugs else None


def _printed_organisation(cast: Cast, coreference: Coreference, draft: RoleDraft) -> ActorRef | None:
    if draft.organisation is None:
        return None
    adjective = next(adjectives(cast.annotated.document.language).find(words_of(draft.organisation.text)), None)
    state = cast.gazetteer.state_of(adjective.bearers[0]) if adjective else None
    alone = adjective is not None and adjective.last - adjective.first == len(words_of(draft.organisation.text))
    meant = coreference.meant(draft.organisation).actor
    if meant is not None and not alone and meant.kind is not ActorKind.PERSON:
        return meant
    return known_ref(state, draft.organisation.text) if state else meant


def _country_of(cast: Cast, ref: Ref | None) -> str | None:
    """The country of a place that stands for whoever governs it: "Goma's mayor"."""
    places = [reading.place for reading in cast.overlapping(ref.start, ref.end) if reading.place] if ref is not None else []
    return places[0].country_code if places else None


def _unknown(ref: Ref) -> ActorRef | None:
    """An organisation that is only described, as printed: "association des femmes de Masisi"."""
    keys = words_of(ref.text).keys
    if len(keys) < 2 or not {keys[0], keys[-1]} & organisation_nouns():
        return None
    return ActorRef(None, " ".join(ref.text.split()), ActorKind.CIVIL_SOCIETY, ref.text)


def is_state_post(title: str) -> bool:
    """Whether a title is a post of a government: "former president", "defence minister"."""
    keys = words_of(title).keys
    posts = (words_of(post).keys for post in table("titles")["state_posts"]["words"])
    return any(keys[-len(post) :] == post or keys[: len(post)] == post for post in posts)


def post_held(cast: Cast, actor: ActorRef, roles: tuple[RoleRecord, ...], day: dt.date | None) -> tuple[str | None, str | None]:
    """Return title and organisation's slug of the post held: the known one that is printed, else known, else printed.

    Of several known ones that fit alike, an office of the state outranks a chair that goes round among heads of state.
    """
    printed = [role for role in roles if (role.actor.slug or role.actor.name) == (actor.slug or actor.name)]
    known = cast.gazetteer.actors.get(actor.slug or "")
    held = [post for post in known.posts if post.role and post.held_on(day)] if known else []
    if held:
        best = max(held, key=lambda post: (_agreement(post, printed), _standing(cast, post, day), post.since or dt.date.min))
        return best.role, best.organisation
    for role in printed:
        if role.organisation.slug:
            return role.title, role.organisation.slug
    return (printed[0].title, None) if printed else (None, None)


def _agreement(post: Post, printed: list[RoleRecord]) -> tuple[int, bool]:
    """How well a post agrees with what is printed: in its title, and then in its organisation."""
    fits = (
        (max(likeness(role.title, post.role), likeness(role.title, post.role_fr)), role.organisation.slug == post.organisation)
        for role in printed
    )
    return max((fit for fit in fits if fit[0]), default=(0, False))


def _standing(cast: Cast, post: Post, day: dt.date | None) -> tuple[bool, bool]:
    """Whether a post goes on (told only where the day is not known), and whether it is one of a state."""
    organisation = cast.gazetteer.actors.get(post.organisation)
    goes_on = day is None and post.until is None
    return goes_on, organisation is not None and organisation.kind is ActorKind.STATE
