"""The columns of the downloads: flat, so that a spreadsheet can hold them; what there are several of stands in one cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, Model, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, NullIf

from conflictdb.models import Event, Participant, Statement
from conflictdb.querysets import visible
from conflictdb.vocabularies import ParticipantRole, ReviewStatus

Columns = Mapping[str, Any]


def _linked(path: str, field: str, judged: bool = True) -> Case:
    """A field of what a foreign key leads to; null where the dataset does not stand by that."""
    stands = Q(**{f"{path}__withdrawn_at__isnull": True})
    if judged:
        stands &= ~Q(**{f"{path}__review_status": ReviewStatus.REJECTED.value})
    return Case(When(stands, then=F(f"{path}__{field}")))


def _several(rows: Any, back: str, link: str, model: type[Model], field: str) -> ArraySubquery:
    """A field of each thing that rows of a table link to the record."""
    found = rows._default_manager.filter(**{back: OuterRef("pk"), f"{link}__in": visible(model)})
    return ArraySubquery(found.order_by(f"{link}__{field}").values(f"{link}__{field}"))


def _links(record: type[Model], name: str, field: str) -> ArraySubquery:
    relation: Any = record._meta.get_field(name)
    model = relation.related_model
    return _several(relation.remote_field.through, str(record._meta.model_name), str(model._meta.model_name), model, field)


def _participants(role: ParticipantRole) -> ArraySubquery:
    """Slugs of those who are known, printed names of the others."""
    rows = Participant.objects.filter(event=OuterRef("pk"), role=role.value).order_by("position", "name")
    return ArraySubquery(rows.values_list(Coalesce(_linked("actor", "slug"), F("name"))))


_SOURCE: Columns = {
    "source": F("source__external_id"),
    "source_title": F("source__title"),
    "source_url": NullIf("source__url", Value("")),
    "published_on": F("source__published_from"),
}
_PLACE: Columns = {
    "location": _linked("location", "slug"),
    "location_name": _linked("location", "name"),
    "latitude": _linked("location", "latitude"),
    "longitude": _linked("location", "longitude"),
}
STATEMENT_COLUMNS: Columns = {
    "id": F("public_id"),
    "said_from": F("said_from"),
    "said_to": F("said_to"),
    "date_precision": F("date_precision"),
    "speaker": _linked("speaker", "slug"),
    "speaker_name": _linked("speaker", "name"),
    "speaker_text": F("speaker_text"),
    "role": _linked("speaker_role", "role"),
    "organisation": Case(When(speaker_role__withdrawn_at__isnull=True, then=_linked("speaker_role__organisation", "slug"))),
    "kind": F("kind"),
    "act": F("act"),
    "stance": F("stance"),
    "text": F("text"),
    "addressees": _links(Statement, "addressees", "slug"),
    "topics": _links(Statement, "topics", "slug"),
    "resolutions": _links(Statement, "resolutions", "symbol"),
    **_PLACE,
    **_SOURCE,
    "confidence": F("confidence"),
    "review_status": F("review_status"),
}
EVENT_COLUMNS: Columns = {
    "id": F("public_id"),
    "type": F("type"),
    "status": F("status"),
    "starts_on": F("starts_on"),
    "ends_on": F("ends_on"),
    "date_precision": F("date_precision"),
    "text": F("text"),
    "agents": _participants(ParticipantRole.AGENT),
    "targets": _participants(ParticipantRole.TARGET),
    "killed": F("killed"),
    "killed_low": F("killed_low"),
    "killed_high": F("killed_high"),
    "injured": F("injured"),
    "displaced": F("displaced"),
    **_PLACE,
    "location_precision": F("location_precision"),
    "resolutions": _links(Event, "resolutions", "symbol"),
    "plover_type": F("plover_type"),
    "acled_event_type": F("acled_event_type"),
    "sources": F("source_count"),
    **_SOURCE,
    "confidence": F("confidence"),
    "review_status": F("review_status"),
}
