"""Serve the API and the admin."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conflictdb.limits import WEB_THREADS
from loaders.store.ready import make_ready

PLACES = """
  GraphQL and GraphiQL   {url}/graphql/
  schema                 {url}/graphql/schema.graphql
  admin                  {url}/admin/          (another login: make user)
  documentation          docs/ in this folder; start with README.md

Stop with Ctrl-C."""
STOP_SECONDS = 10


def check_port(host: str, port: int) -> None:
    """Raise CommandError, saying what to do, where the port can't be had."""
    if not 0 < port < 65_536:
        raise CommandError(f"port {port}: give a number from 1 to 65535", returncode=2)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = f"port {port} on {host} can't be had ({error.strerror})"
            message += f": stop what runs there, or choose another with PORT={port + 1} make demo"
            raise CommandError(message, returncode=2) from error


class Command(BaseCommand):
    help = """Serve the API and the admin with granian, a WSGI server fit for production.

Example: .venv/bin/python manage.py serve --port 8001"""

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="processes")
        parser.add_argument("--threads", type=int, default=4, help="requests that a process works on at a time")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        check_port(host, port)
        make_ready(self.stderr)  # and this process keeps the embedded server up for as long as it serves
        self.stdout.write(PLACES.format(url=f"http://{host}:{port}"))
        self.stdout.flush()
        command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "conflictdb.wsgi:application"),
            *("--host", host, "--port", str(port), "--log-level", "warning"),
            *("--workers", str(options["workers"]), "--blocking-threads", str(WEB_THREADS)),
        ]
        settings = {"DJANGO_SETTINGS_MODULE": "conflictdb.settings", "WEB_SLOTS": str(options["threads"])}
        server = subprocess.Popen(command, env={**os.environ, **settings})
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            code = server.wait()
        except KeyboardInterrupt:
            code = _stop(server)
        if code not in {0, -signal.SIGTERM, -signal.SIGINT, -signal.SIGKILL}:
            raise CommandError(f"the server ended with code {code}", returncode=2)


def _stop(server: subprocess.Popen[bytes]) -> int:
    """End the server, also where it is still starting and hears nothing, or a second Ctrl-C comes."""
    server.send_signal(signal.SIGINT)
    try:
        return server.wait(timeout=STOP_SECONDS)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        server.kill()
        return server.wait()
