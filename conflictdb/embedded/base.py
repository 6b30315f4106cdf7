"""Django's PostgreSQL backend, with the embedded server started by the first connection."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

from conflictdb.embedded.server import start


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded server. OPTIONS: `folder` where its data lie, `database` that is made where it is missing."""

    def get_connection_params(self) -> dict[str, Any]:
        """Start the server where it is not running, and return how to reach it."""
        params: dict[str, Any] = super().get_connection_params()
        params.update(start(Path(params.pop("folder")), params.pop("database")))
        return params
