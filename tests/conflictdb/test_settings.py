"""Settings: safe in production, refused where they are not, and the container files say the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

ROOT: Path = settings.BASE_DIR
KEY = "k" * 20 + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ"


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with nothing of this process's environment but what it needs to run."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "CONFLICTDB_VAR") if name in os.environ}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=kept | environment, check=False, capture_output=True, text=True)


def test_production_has_no_warnings() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", DEBUG="0", SECRET_KEY=KEY)
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"DEBUG": "0"}, "DEBUG is 0 and SECRET_KEY is not set"),
        ({"DATABASE_URL": "sqlite:///x.sqlite3"}, "DATABASE_URL must name a PostgreSQL server"),
    ],
)
def test_an_unsafe_start_is_refused(environment: dict[str, str], message: str) -> None:
    done = manage("check", **environment)
    assert done.returncode != 0
    assert message in done.stderr


SHOW = (
    "from django.conf import settings as s;"
    "print(s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0,"
    " getattr(s, 'SECURE_PROXY_SSL_HEADER', None) is not None)"
)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "False False False False False"),
        ({"DEBUG": "0", "SECRET_KEY": KEY}, "True True True True False"),
        ({"DEBUG": "0", "SECRET_KEY": KEY, "HTTPS": "0"}, "False False False False False"),
        ({"DEBUG": "0", "SECRET_KEY": KEY, "BEHIND_PROXY": "1"}, "True True True True True"),
    ],
)
def test_https_follows_the_environment(environment: dict[str, str], expected: str) -> None:
    assert manage("shell", "-v", "0", "-c", SHOW, **environment).stdout.strip() == expected


@pytest.mark.django_db
def test_pages_of_the_admin_run_no_foreign_script() -> None:
    policy = Client().get("/admin/login/")["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.django_db
def test_cookies_are_out_of_reach_of_scripts_and_other_sites(admin_client: Any) -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert (settings.SESSION_COOKIE_SAMESITE, settings.SESSION_COOKIE_AGE) == ("Lax", 12 * 60 * 60)


def test_the_container_runs_as_nobody_and_from_the_lock() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER conflictdb$", text, re.MULTILINE)
    assert "uv sync --frozen" in text
    assert "FROM python:3.12-slim" in text


def test_no_secret_stands_in_the_container_files() -> None:
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    for name in ("POSTGRES_PASSWORD", "SECRET_KEY"):
        assert re.findall(rf"\$\{{{name}(?!:\?)", compose) == [], f"{name} has a default"
        assert f"\n{name}=\n" in (ROOT / ".env.example").read_text(encoding="utf-8")
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".env", "var", ".git"} <= set(ignored)
    assert "/.env" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


def test_compose_gives_the_settings_only_what_they_read() -> None:
    given = set(re.findall(r"^    ([A-Z_]+): ", (ROOT / "docker-compose.yml").read_text(encoding="utf-8"), re.MULTILINE))
    read = set(
        re.findall(r'os\.environ(?:\.get\(|\[)"([A-Z_]+)"', (ROOT / "conflictdb" / "settings.py").read_text(encoding="utf-8"))
    )
    assert given - read - {"DATABASE_URL"} == set()
    assert "DATABASE_URL" in given & read
