"""Printed names that may mean several known actors or places, with who they may be: unlinked until a person chooses."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from conflictdb.models.base import ID_LENGTH, IdentifiedManager, term_check, term_field
from conflictdb.vocabularies import ActorKind, LocationKind, NameAnswer

_KINDS = [*ActorKind.choices(), *LocationKind.choices()]


class AmbiguousName(models.Model):
    """A name in one source that no known thing clearly fits best. What a person chooses holds in that source, through all loads.

    Reports name the row by its public id where they would name an actor or a place: it leads to what was
    chosen, and to nothing before.
    """

    public_id = models.CharField(max_length=ID_LENGTH, unique=True, db_collation="C", editable=False)
    source = models.ForeignKey("Source", on_delete=models.CASCADE, related_name="ambiguous_names")
    text = models.CharField(max_length=300, help_text="The name as printed.")
    kind = models.CharField(max_length=32, choices=_KINDS, help_text="An actor's or a place's.")
    candidates: models.JSONField[Any, Any] = models.JSONField(
        default=list,
        help_text='The likeliest first: [["act_...", score, ["title"]], ...]; places that the base has not as "geo:...".',
    )
    places: models.JSONField[Any, Any] = models.JSONField(
        default=list, blank=True, help_text="Where it stands in the text: [[start, end, confidence], ...]."
    )
    answer = term_field(NameAnswer, null=True, blank=True)
    chosen = models.CharField(max_length=ID_LENGTH, blank=True, db_collation="C", help_text="The public id of what it means.")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    objects = IdentifiedManager()

    class Meta:
        ordering = ["text", "public_id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=[value for value, _ in _KINDS]), name="ambiguousname_kind_known"),
            term_check("answer", NameAnswer, "ambiguousname"),
        ]
        indexes = [models.Index(fields=["chosen"], name="ambiguousname_chosen")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_place(self) -> bool:
        """Whether it is a place's name, no actor's."""
        return self.kind in {kind.value for kind in LocationKind}
