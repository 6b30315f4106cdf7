"""Everything on a fresh machine: set up, load, answer, serve."""

from __future__ import annotations

import io
import json
import secrets
import time
from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from loaders.answer import print_answer
from loaders.management.commands.serve import check_port

HEADLINE = "api/examples/headline.graphql"
DEMO_USER = "demo"


class Command(BaseCommand):
    help = """Set the database up, load the reference data and the sample articles, answer the headline question, and serve.
A second run changes nothing.

Example: make demo"""
    requires_system_checks: list[str] = []

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="end after the answer")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        if not options["no_serve"]:
            check_port("127.0.0.1", options["port"])
        self._step("database: starting PostgreSQL and bringing its tables up to date")
        call_command("migrate", verbosity=0)
        self._step("reference data: actors, posts, places, topics, resolutions")
        call_command("load_reference", stderr=self.stderr)
        self._step("sample articles: fixtures/articles")
        call_command("load_articles", str(settings.FIXTURES_DIR / "articles"), stderr=self.stderr)
        self._step("the headline question: who in the UN said what about MONUSCO's withdrawal?")
        self._answer()
        self._step(f"ready after {time.monotonic() - started:.0f} s")
        self.stdout.write(f"  admin login            {self._login()}")
        if not options["no_serve"]:
            call_command("serve", port=options["port"], stdout=self.stdout)

    def _step(self, what: str) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(f"== {what}"))
        self.stdout.flush()

    def _answer(self) -> None:
        """Ask through the API, as a frontend would, and print the answer as a table."""
        out = io.StringIO()
        call_command("query", str(settings.BASE_DIR / HEADLINE), stdout=out)
        self.stdout.flush()
        print_answer(edge["node"] for edge in json.loads(out.getvalue())["statements"]["edges"])

    def _login(self) -> str:
        """Make the demo's login where there is none, with a password of this machine's own, and say where it is."""
        path = settings.VAR_DIR / "demo-login.txt"
        users = get_user_model()._default_manager
        if not users.filter(username=DEMO_USER).exists():
            password = secrets.token_urlsafe(9)
            users.create_superuser(DEMO_USER, password=password)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{DEMO_USER} / {password}\n", encoding="utf-8")
            path.chmod(0o600)
        return path.read_text(encoding="utf-8").strip() if path.exists() else f"{DEMO_USER} (make user for another)"
