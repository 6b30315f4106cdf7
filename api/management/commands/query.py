"""Answer a GraphQL operation on the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser

from api.execution import Request, answer
from api.tables import print_tables

EXAMPLE = "example: manage.py query api/examples/headline.graphql --table"


class Command(BaseCommand):
    help = "Answers a GraphQL operation, from a file or from standard input."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.epilog = EXAMPLE
        parser.add_argument("file", nargs="?", default="-", help="the file with the operation; - (the default): standard input")
        parser.add_argument("--variables", default="{}", metavar="JSON", help='the variables, e.g. \'{"slug": "m23"}\'')
        parser.add_argument("--operation", metavar="NAME", help="which operation of the document")
        parser.add_argument("--table", action="store_true", help="print lists as tables, for people")

    def handle(self, *args: Any, **options: Any) -> None:
        result = orjson.loads(answer(_request(options)).body)
        for error in result.get("errors", ()):
            self.stderr.write(f"{error['extensions']['code']}: {error['message']}")
        data = result.get("data")
        if data is not None and options["table"]:
            print_tables(data)
        elif data is not None:
            self.stdout.write(orjson.dumps(data, option=orjson.OPT_INDENT_2).decode())
        if result.get("errors"):
            sys.exit(1)


def _request(options: dict[str, Any]) -> Request:
    name = options["file"]
    try:
        query = sys.stdin.read() if name == "-" else Path(name).read_text()
    except OSError as error:
        raise CommandError(f"{name} can't be read: {error.strerror}", returncode=2) from None
    except UnicodeDecodeError:
        raise CommandError(f"{name} can't be read: it is not UTF-8", returncode=2) from None
    try:
        variables = orjson.loads(options["variables"])
    except ValueError as error:
        raise CommandError(f"--variables is not JSON: {error}", returncode=2) from None
    if not isinstance(variables, dict):
        raise CommandError('--variables must be an object, e.g. \'{"slug": "m23"}\'', returncode=2)
    return Request(query, options["operation"], orjson.dumps(variables))
