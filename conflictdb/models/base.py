"""What the models share: a public id, the split between machine value and human decision, a date range, aliases."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from conflictdb.identity import fold
from conflictdb.vocabularies import DatePrecision, NameKind, ReviewStatus, Vocabulary

ID_LENGTH = 24
Record = TypeVar("Record", bound=models.Model)


def term_field(vocabulary: type[Vocabulary], **options: Any) -> models.CharField[Any, Any]:
    """A column for one term of a closed vocabulary; pair it with `term_check`, which holds the table to it."""
    return models.CharField(max_length=32, choices=vocabulary.choices(), **options)


def term_check(field: str, vocabulary: type[Vocabulary], table: str) -> models.CheckConstraint:
    """A constraint: `field` (null allowed where the column allows it) holds a term of `vocabulary`."""
    values = [term.value for term in vocabulary]
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": values}), name=f"{table}_{field}_known")


class Derived(models.Model):
    """A record with columns that follow from others."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived columns in step."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Set the derived columns; whoever calls bulk_create, which calls no save, calls this first."""
        raise NotImplementedError


class IdentifiedManager(models.Manager[Record]):
    """Finds records by their public id, which is their natural key in fixtures."""

    def get_by_natural_key(self, public_id: str) -> Record:
        """The record of that public id."""
        return self.only("public_id").get(public_id=public_id)


class Identified(models.Model):
    """A record with a public id for ever: withdrawn or merged, never deleted."""

    public_id = models.CharField(max_length=ID_LENGTH, unique=True, db_collation="C", editable=False)
    # the database fills the times in where a fixture, which carries none, is loaded
    created_at = models.DateTimeField(auto_now_add=True, db_default=Now())
    updated_at = models.DateTimeField(auto_now=True, db_default=Now())
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When its source stopped saying it; null: it stands."
    )

    objects = IdentifiedManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str]:
        """What names it in a fixture."""
        return (self.public_id,)


class Reviewed(models.Model):
    """A record that the machine proposes and a person decides on.

    The columns hold the values that count. `machine` holds what the machine last read, field by field; `locked_fields` names
    the fields that a person decided: a load updates `machine` and leaves those columns alone.
    """

    REVIEWABLE: ClassVar[tuple[str, ...]] = ()

    review_status = term_field(ReviewStatus, default=ReviewStatus.CANDIDATE.value)
    machine = models.JSONField(default=dict, blank=True, editable=False)
    locked_fields = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)

    class Meta:
        abstract = True


class Confident(models.Model):
    """A record with the machine's confidence in it, 0 to 1; 1 for reference data and what a person accepted."""

    confidence = models.FloatField(default=1.0)

    class Meta:
        abstract = True


class Span(models.Model):
    """A stretch of time with open ends: null since or until is "not known", not "always"."""

    since = models.DateField(null=True, blank=True, help_text="First day on which it may have held.")
    until = models.DateField(
        null=True, blank=True, help_text="Last day on which it may have held; empty: not known to have ended."
    )
    date_precision = term_field(DatePrecision, default=DatePrecision.UNKNOWN.value)

    class Meta:
        abstract = True


class Name(Derived):
    """Another name of a thing, in one language; `folded` is what look-ups compare."""

    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_collation="C", editable=False)
    language = models.CharField(max_length=3, blank=True, help_text="ISO 639-1; empty: any language.")
    kind = term_field(NameKind, default=NameKind.ALIAS.value)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        """Set the folded form."""
        self.folded = fold(self.name)


class ExternalId(models.Model):
    """The id of the same thing in somebody else's list."""

    scheme = models.CharField(max_length=40, help_text="wikidata, geonames, pcode, iso3166-2 ...")
    identifier = models.CharField(max_length=100)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.scheme}:{self.identifier}"
