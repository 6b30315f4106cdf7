"""Documents known by their SHA-256: Apollo's protocol of persisted queries, and a server that answers nothing else.

The examples and the files of TRUSTED_DOCUMENTS_DIR are known from the start; others from when a client sends them with their
hash, until newer ones take their place, in each process by itself.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from api.errors import Code, Refused, refuse
from conflictdb.limits import KEPT_BYTES_MAX

EXAMPLES = Path(__file__).parent / "examples"
KEPT = 1_000
_sent: OrderedDict[str, str] = OrderedDict()
_lock = threading.Lock()


def document_asked(query: Any, extensions: dict[str, Any]) -> str:
    """The document that a request means, by its text, by its hash, or by both; raises Refused."""
    if query is not None and (not isinstance(query, str) or not query.strip()):
        raise refuse(Code.BAD_REQUEST, "query must be a text that holds a GraphQL document")
    digest = _digest_asked(extensions)
    if digest is None and query is None:
        raise refuse(Code.BAD_REQUEST, "query must be a text that holds a GraphQL document")
    if query is None:
        return _known(str(digest))
    if digest is not None and digest != sha256(query):
        raise refuse(Code.BAD_REQUEST, "sha256Hash is not the SHA-256 of query")
    if settings.TRUSTED_DOCUMENTS_ONLY and sha256(query) not in shipped(settings.TRUSTED_DOCUMENTS_DIR):
        raise refuse(Code.NOT_ALLOWED, "this server answers only the documents that it knows", status=403)
    if digest is not None:
        _remember(digest, query)
    return query


def _digest_asked(extensions: dict[str, Any]) -> str | None:
    persisted = extensions.get("persistedQuery")
    if persisted is None:
        return None
    digest = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(digest, str) or persisted.get("version") != 1:
        raise refuse(Code.BAD_REQUEST, 'persistedQuery must be {"version": 1, "sha256Hash": "…"}')
    return digest.lower()


def _known(digest: str) -> str:
    if text := shipped(settings.TRUSTED_DOCUMENTS_DIR).get(digest):
        return text
    with _lock:
        found = None if settings.TRUSTED_DOCUMENTS_ONLY else _sent.get(digest)
    if found is None:
        raise _unknown()
    return found


def _unknown() -> Refused:
    # The protocol's own words, and the status with which its clients read them: they send the text next.
    return refuse(Code.BAD_REQUEST, "PersistedQueryNotFound", status=200)


def _remember(digest: str, text: str) -> None:
    with _lock:
        _sent[digest] = text
        _sent.move_to_end(digest)
        while len(_sent) > KEPT or sum(map(len, _sent.values())) > KEPT_BYTES_MAX:
            _sent.popitem(last=False)


@cache
def shipped(folder: Path | None) -> dict[str, str]:
    """The documents of the examples and of a folder (*.graphql, through all levels) by their hash; read once a process."""
    paths = [*EXAMPLES.glob("*.graphql"), *(folder.rglob("*.graphql") if folder else ())]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return {sha256(text): text for text in texts}


def sha256(text: str) -> str:
    """The hash by which a document is known."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
