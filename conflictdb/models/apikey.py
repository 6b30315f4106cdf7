"""Keys with which partners ask the API."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from conflictdb.models.base import term_check, term_field
from conflictdb.vocabularies import RateClass, Scope


def all_scopes() -> list[str]:
    """What a new key is good for unless somebody narrows it."""
    return [scope.value for scope in Scope]


class ApiKey(models.Model):
    """A caller who may ask more often. The key itself is shown once, when it is made; only its hash is kept."""

    name = models.CharField(max_length=120, help_text="Whose it is and what for.")
    prefix = models.CharField(max_length=16, editable=False, help_text="How the key begins, to tell it from others.")
    hash = models.CharField(max_length=64, unique=True, editable=False, db_collation="C")
    rate_class = term_field(RateClass, default=RateClass.STANDARD.value)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices()), default=all_scopes)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="Empty: never.")
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="To the hour.")

    class Meta:
        verbose_name = "API key"
        ordering = ["-created_at"]
        constraints = [term_check("rate_class", RateClass, "apikey")]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
