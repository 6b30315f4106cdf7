"""Fixtures of all tests."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
import pytest_django
from django.core.management import call_command


@pytest.fixture(scope="module")
def loaded_reference(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """The reference data, loaded once for this module and taken away after it."""
    with django_db_blocker.unblock():
        call_command("load_reference", stderr=io.StringIO())
    yield
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def reference(loaded_reference: None, db: None) -> None:
    """The reference data; what a test adds is taken back after it."""
