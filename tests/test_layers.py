"""Reading needs no Django: everything from records to link imports, and reads, without settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

READ_WITHOUT_DJANGO = """
import sys
from loaders.read import read_document
from loaders.reading import Reader
from loaders.reference import shipped_gazetteer
import loaders.printed
assert "django" not in sys.modules, "reading imported Django"
"""


def test_everything_up_to_link_imports_without_django() -> None:
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-c", READ_WITHOUT_DJANGO], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0
