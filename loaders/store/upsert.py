"""Bring rows to what the machine says: what is in conflictdb.settling, for the rooms that write."""

from __future__ import annotations

from conflictdb.settling import ChildRows, plain, revive, settle, settle_children, settle_links

__all__ = ["ChildRows", "plain", "revive", "settle", "settle_children", "settle_links"]
