"""What all tests of the API start with."""

from __future__ import annotations

import pytest

from conflictdb import reader


@pytest.fixture(autouse=True)
def _role_is_known(request: pytest.FixtureRequest) -> None:
    """A process asks once whether there is a role to read in; here before anybody counts statements."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        reader.has_role()
