"""Annotated document and drafts to an extraction: every name, pronoun and description resolved. One pure function."""

from __future__ import annotations

from conflictdb.identity import fold
from conflictdb.vocabularies import ActorKind
from loaders.annotate.annotated import Annotated
from loaders.gazetteer import Gazetteer
from loaders.link.cast import Cast
from loaders.link.coreference import Coreference
from loaders.link.events import coding_records, event_records
from loaders.link.mentions import mention_records
from loaders.link.organisations import known_ref
from loaders.link.posts import role_records
from loaders.link.provisions import provision_records
from loaders.link.relevance import is_conflict_related
from loaders.link.statements import statement_records
from loaders.link.toponyms import toponym_records
from loaders.records import ActorRef, Drafts, Extraction

__all__ = ["link"]


def link(annotated: Annotated, drafts: Drafts, gazetteer: Gazetteer) -> Extraction:
    """Return what the document says with everybody and every place in it resolved; empty drafts are fine."""
    cast = Cast(annotated, drafts, gazetteer)
    coreference = Coreference(cast)
    roles = tuple(role_records(cast, coreference, drafts))
    # statements first: an unnamed speaker may be whom a later "he" means
    statements = tuple(statement_records(cast, coreference, drafts.statements, roles))
    mentions = mention_records(cast, coreference, drafts)
    return Extraction(
        document=annotated.document,
        publisher=_publisher(annotated.document.publisher, gazetteer),
        conflict_related=is_conflict_related(annotated),
        mentions=mentions,
        roles=roles,
        statements=statements,
        events=tuple(event_records(cast, coreference, drafts)),
        codings=tuple(coding_records(coreference, drafts)),
        dates=drafts.dates,
        resolutions=drafts.resolutions,
        provisions=tuple(provision_records(statements, drafts.resolutions, annotated.document.text)),
        issues=annotated.document.issues,
        toponyms=toponym_records(cast, mentions),
    )


def _publisher(name: str | None, gazetteer: Gazetteer) -> ActorRef | None:
    if not name:
        return None
    slugs = gazetteer.actors_by_name.get(fold(name), ())
    return known_ref(gazetteer.actors[slugs[0]], name) if slugs else ActorRef(None, name, ActorKind.MEDIA, name)
