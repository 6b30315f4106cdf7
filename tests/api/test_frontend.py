"""Generated types and Relay's compiler take the schema and every example; needs what scripts/frontend_check.sh installs."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from django.conf import settings

from api.trusted import EXAMPLES

FRONTEND = settings.BASE_DIR / "tests" / "frontend"


def test_types_and_relay_artifacts_of_every_example() -> None:
    node = shutil.which("node")
    if not node or not (FRONTEND / "node_modules").is_dir():
        pytest.skip("no node or no tests/frontend/node_modules: run scripts/frontend_check.sh")
    done = subprocess.run([node, "check.mjs"], cwd=FRONTEND, capture_output=True, text=True, check=False, timeout=300)
    number = len(list(EXAMPLES.glob("*.graphql")))
    assert (done.returncode, done.stdout) == (0, f"{number} typed documents compile, {number} Relay artifacts\n"), done.stderr
