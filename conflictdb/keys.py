"""Keys: made from 256 random bits, kept as their SHA-256, found by it, revoked for ever."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets

from django.db.models import Q
from django.utils import timezone

from conflictdb.models import ApiKey

MARK = "cdb_"  # so that scanners of leaked secrets, and people, know what they see
SHOWN = 10
NOTED_EVERY = dt.timedelta(hours=1)


def give_secret(key: ApiKey) -> str:
    """Make a secret for a key that is about to be saved, and return it: nobody can read it again."""
    secret = f"{MARK}{secrets.token_urlsafe(32)}"
    key.hash, key.prefix = hashed(secret), secret[:SHOWN]
    return secret


def hashed(secret: str) -> str:
    """What is kept of a secret. It is too random to be guessed, so a fast hash will do."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def find_key(secret: str) -> ApiKey | None:
    """The key with this secret, while it is valid."""
    now = timezone.now()
    valid = Q(revoked_at=None) & (Q(expires_at=None) | Q(expires_at__gt=now))
    wanted = hashed(secret)
    key = ApiKey.objects.filter(valid, hash=wanted).first()
    if key is None or not hmac.compare_digest(key.hash, wanted):
        return None
    if key.last_used_at is None or key.last_used_at < now - NOTED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return key
