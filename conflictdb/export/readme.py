"""The README.md of every version: what it is, and how to check and load it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from conflictdb.export.file import OpenFile, Written
from conflictdb.export.plan import SCHEMA_VERSION

TEXT = """# conflictdb: files of one version

{citation}

Licence of the dataset: {licence}. Articles are not part of it: a source's text is here only where its own licence allows it;
else its address, its title, its checksum and the quoted evidence.

- `*.jsonl`: one record a line, nested; `id` is the same in every version, in the API and in the admin. Schema {schema}.
- `fixtures/*.json`: the same for Django: `.venv/bin/python manage.py loaddata $(ls -d fixtures/*.json)` in a database
  where only `migrate` was run.
- `delta/`: what changed since the version before, where there was one, in the same formats; `manifest.json` says from which to
  which. `.venv/bin/python manage.py apply_delta FOLDER` brings it into a database that holds the version before.
- `manifest.json`: files, rows, bytes, SHA-256, versions. `sha256sum -c SHA256SUMS` checks them.
"""


def write_readme(folder: Path, licence: str = "", citation: str = "") -> Written:
    """Write README.md and return what the manifest says of it; licence and citation are those of the settings unless given."""
    file = OpenFile(folder, "README.md", "text")
    try:
        text = TEXT.format(
            citation=citation or settings.DATASET_CITATION, licence=licence or settings.DATASET_LICENCE, schema=SCHEMA_VERSION
        )
        file.write(text.encode())
        return file.finish()
    finally:
        file.close()
