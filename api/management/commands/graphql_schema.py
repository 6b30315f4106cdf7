"""Write the schema to api/schema.graphql."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

import api
from api.schema import sdl


class Command(BaseCommand):
    help = "Writes the schema to api/schema.graphql, after a change of types. Example: manage.py graphql_schema"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(api.__file__).parent / "schema.graphql"
        path.write_text(sdl())
        self.stdout.write(f"{path} written")
