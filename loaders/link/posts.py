"""The posts that the document ascribes to persons, with their organisations."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Iterator
from dataclasses import replace

from conflictdb.identity import fold
from conflictdb.vocabularies import ActorKind, LocationKind, SourceKind
from loaders.annotate.countries import CountryPhrases, adjectives, country_nouns
from loaders.annotate.function_words import function_words
from loaders.annotate.kinds import kind_in
from loaders.annotate.persons import RANK, title_words
from loaders.annotate.words import keys_in, words_of
from loaders.extract.role_organisations import organisation_nouns
from loaders.gazetteer import ARMY, POLICE, Post
from loaders.link.backward import determiners
from loaders.link.cast import Cast
from loaders.link.coreference import Coreference
from loaders.link.organisations import known_ref
from loaders.link.titles import likeness
from loaders.records import ActorRef, Drafts, PlaceRef, Ref, RoleDraft, RoleRecord, Span
from loaders.vocab import table

_BEFORE = 40  # characters before a name in which its rank stands


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
    before: RoleDraft | None = None
    for draft in drafts.roles:
        actor = coreference.meant(draft.person).actor
        if words_of(draft.title).keys[:1] and words_of(draft.title).keys[0] in _folded("counterparts"):
            if before is None or draft.organisation is None:  # "his counterpart" in a place that is not told
                continue
            draft = replace(draft, title=before.title)  # noqa: PLW2901
        else:
            before = draft
        if actor:
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
    if draft.organisation is not None and (described := _unknown(draft.organisation)):
        return described
    title = draft.title.casefold()
    if title in table("titles")["company_posts"]["words"] and (firm := _firm_before(coreference, draft.person.start)):
        return firm
    return _of_state(cast, draft) or _of_title(cast, title) or _army_of(cast, draft) or _issuer(cast)


def _of_state(cast: Cast, draft: RoleDraft) -> ActorRef | None:
    """The government in which a post of a state is held: that of the province or country printed with it, else of the setting."""
    words = words_of(draft.title)
    title = " ".join(words.keys)
    nation = next(adjectives(cast.annotated.document.language).find(words), None)
    if nation is not None:
        title = " ".join((*words.keys[: nation.first], *words.keys[nation.last :]))
    if not is_state_post(title) or _is_of_another(cast, draft, title):
        return None
    if area := _area_government(cast, draft):
        return area
    country = (nation.bearers[0] if nation else None) or _country_of(cast, draft.organisation) or cast.setting.country
    state = cast.gazetteer.state_of(country) if country else None
    return known_ref(state, state.name) if state else None


def _is_of_another(cast: Cast, draft: RoleDraft, title: str) -> bool:
    """Whether a post that may be one in any body is told as one: "president of the steelmaker", "the president of the union"."""
    words = title.split()
    for post in _folded("state_posts_alone"):
        length = len(post.split())
        at = next((at for at in range(len(words) - length + 1) if " ".join(words[at : at + length]) == post), None)
        if at is not None:
            if words[at + length : at + length + 1] and words[at + length] in function_words("of_post"):
                return True
            other = draft.organisation is not None and not _places(cast, draft.organisation)
            return other or _noun_before(cast, draft, words) in organisation_nouns() | back_keys(cast.annotated.document.language)
    return False


def _noun_before(cast: Cast, draft: RoleDraft, title: list[str]) -> str:
    """The word right before a title that stands before a name: "club" of "club president X"."""
    keys = words_of(cast.scene.text[max(0, draft.person.start - _BEFORE) : draft.person.start]).keys
    return keys[-len(title) - 1] if len(keys) > len(title) and keys[-len(title) :] == title else ""


@functools.cache
def back_keys(language: str) -> frozenset[str]:
    """Return the nouns of firms, parties and clubs: of "party president X" he is no head of state."""
    groups = (group for group in table("nominals")["back"] if "company" in group["kinds"])
    return keys_in(noun for group in groups for noun in group[language])


@functools.cache
def _folded(section: str) -> frozenset[str]:
    return frozenset(" ".join(words_of(post).keys) for post in table("titles")[section]["words"])


def _area_government(cast: Cast, draft: RoleDraft) -> ActorRef | None:
    """The government of a province that is printed with a post in it: "the governor of X", "X's information commissioner"."""
    keys = words_of(draft.title).keys
    posts = _folded("area_posts")
    if not any(" ".join(keys[-length:]) in posts or " ".join(keys[:length]) in posts for length in range(1, 4)):
        return None
    place = next((p for p in _places(cast, draft.organisation) if p.kind is LocationKind.PROVINCE), None)
    if place is None:
        return None
    for name in (f"Provincial Government of {place.name}", f"{place.name} provincial government"):
        if slugs := cast.gazetteer.actors_by_name.get(fold(name)):
            return known_ref(cast.gazetteer.actors[slugs[0]], name)
    return ActorRef(None, place.name, ActorKind.STATE, place.text)


def _of_title(cast: Cast, title: str) -> ActorRef | None:
    for words, slug in table("titles")["organisation_of_title"].items():
        if title.startswith(words) and (organisation := cast.gazetteer.actors.get(slug)):
            return known_ref(organisation, organisation.name)
    return None


def _army_of(cast: Cast, draft: RoleDraft) -> ActorRef | None:
    """The force of the country of the setting: of an officer's post in operations, of the police's spokesman."""
    country, language = cast.setting.country, cast.annotated.document.language
    if country is None:
        return None
    phrases = CountryPhrases(cast.gazetteer, language)
    told = next(country_nouns(language).find(words_of(draft.organisation.text if draft.organisation else "")), None)
    if told and told.bearers[0] == POLICE:
        known = phrases.actor_of(country, POLICE, "police")
        nation = next(iter(table("demonyms").get(country, {}).get("en", ())), None)
        unknown = ActorRef(None, f"{nation} police", ActorKind.STATE_FORCES, draft.title) if nation else None
        return known_ref(known, known.name) if known else unknown
    if not _folded("operations").intersection(words_of(draft.title).keys) or not _has_rank(cast, draft, language):
        return None
    army = phrases.actor_of(country, ARMY, "army")
    return known_ref(army, army.name) if army else None


def _has_rank(cast: Cast, draft: RoleDraft, language: str) -> bool:
    """Whether a rank stands right before the name."""
    before = words_of(cast.scene.text[max(0, draft.person.start - _BEFORE) : draft.person.start])
    return any(hit.last == len(before) and hit.bearers[0] == RANK for hit in title_words(language).find(before))


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
    return known_ref(state, draft.organisation.text) if state else None


def _places(cast: Cast, ref: Ref | None) -> list[PlaceRef]:
    """The places in a printed organisation: "Goma's mayor"."""
    return [reading.place for reading in cast.overlapping(ref.start, ref.end) if reading.place] if ref is not None else []


def _country_of(cast: Cast, ref: Ref | None) -> str | None:
    """The country of a place that stands for whoever governs it."""
    places = _places(cast, ref)
    return places[0].country_code if places else None


def _unknown(ref: Ref) -> ActorRef | None:
    """An organisation that is only described, as printed: "association des femmes de Masisi"."""
    keys = words_of(ref.text).keys
    lead = itertools.takewhile(lambda key: key not in function_words("of_post"), keys)
    if len(keys) < 2 or not ({keys[-1]} | set(lead)) & organisation_nouns():
        return None
    words = words_of(ref.text)
    return ActorRef(None, " ".join(ref.text.split()), kind_in(words, 0, len(words)) or ActorKind.CIVIL_SOCIETY, ref.text)


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
