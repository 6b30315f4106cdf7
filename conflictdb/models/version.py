"""Which state of the data this is."""

from __future__ import annotations

from django.db import models


class DatasetVersion(models.Model):
    """The number of transactions that changed the data, kept by triggers on every table of the dataset.

    The version is the sum of `changes` over all rows. There are several, because a transaction counts itself in a row that no
    other holds: writers never wait for each other here, and the sum still rises with every commit.
    """

    changes = models.BigIntegerField()
    changed_at = models.DateTimeField()
    writer = models.BigIntegerField(help_text="The transaction that counted itself last.")

    def __str__(self) -> str:
        return f"{self.changes} changes"
