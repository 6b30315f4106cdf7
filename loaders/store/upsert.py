"""Bring rows to what the machine says (conflictdb.settling, for the rooms that write), and withdraw what nobody says any more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from conflictdb.settling import ChildRows, plain, revive, settle, settle_children, settle_links
from conflictdb.vocabularies import ReviewStatus

__all__ = ["ChildRows", "plain", "revive", "settle", "settle_children", "settle_links", "withdraw"]


def withdraw(rows: Iterable[Any]) -> tuple[int, list[Any]]:
    """Withdraw the rows that no person accepted or corrected; return how many, and those that stay by a person's decision."""
    kept, number = [], 0
    for row in rows:
        if not row.machine:  # made by a person: no text ever has to say it
            continue
        if row.review_status in {ReviewStatus.ACCEPTED.value, ReviewStatus.CORRECTED.value}:
            kept.append(row)
        else:
            row.withdrawn_at = timezone.now()
            row.save(update_fields=["withdrawn_at", "updated_at"])
            number += 1
    return number, kept
