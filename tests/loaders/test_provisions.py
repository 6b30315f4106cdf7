"""What resolutions say: read from sentences of both languages, and kept as rows that sources share."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command

from conflictdb.models import Provision, Source
from loaders.read import read_paths
from loaders.reading import Reader
from loaders.records import Document, Extraction
from loaders.reference import shipped_gazetteer

COUNCIL = (
    "The Security Council unanimously adopted resolution 2773 (2025), which condemns the offensive of the M23 in North Kivu."
)


@cache
def _reader() -> Reader:
    return Reader(shipped_gazetteer())


def _provisions(text: str, folder: Path) -> list[tuple[int | None, str, str]]:
    path = folder / "one.txt"
    path.write_text(f"{text}\n", encoding="utf-8")
    documents = [document for document in read_paths([path]) if isinstance(document, Document)]
    (extraction,) = _reader().read(documents)
    assert isinstance(extraction, Extraction)
    return [(found.resolution.number, found.act.value, found.text) for found in extraction.provisions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (COUNCIL, [(2773, "condemn", "the offensive of the M23 in North Kivu")]),
        (
            "Resolution 2773 calls on the Rwanda Defence Forces to cease support to the M23.",
            [(2773, "call", "the Rwanda Defence Forces to cease support to the M23")],
        ),
        (
            "La résolution 2773 appelle les Forces de défense rwandaises à cesser leur soutien au M23.",
            [(2773, "call", "les Forces de défense rwandaises à cesser leur soutien au M23")],
        ),
        (
            "Par sa résolution 2765 (2024), le Conseil de sécurité a décidé de proroger le mandat de la MONUSCO.",
            [(2765, "announce", "de proroger le mandat de la MONUSCO")],
        ),
        # what the Council says of a resolution, or what others do, is no provision of it
        ("The Security Council condemned the violations of resolution 2773 by the M23 in North Kivu.", []),
        ("Recalling resolution 2773, the Security Council called on the M23 to withdraw from Goma.", []),
        ("The African Union welcomed resolution 2773 and urged the M23 to withdraw from Goma.", []),
        ("A draft resolution calls on the M23 to withdraw from Goma.", []),
    ],
)
def test_a_provision_is_what_the_resolution_itself_says(
    text: str, expected: list[tuple[int | None, str, str]], tmp_path: Path
) -> None:
    assert _provisions(text, tmp_path) == expected


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_two_sources_share_a_provision_and_it_goes_with_the_last(order: tuple[str, str], tmp_path: Path) -> None:
    for name in order:
        path = tmp_path / f"{name}.txt"
        path.write_text(f"{COUNCIL}\n\nThis is how source {name} told it.\n", encoding="utf-8")
        call_command("load_articles", str(path))
    row = Provision.objects.get()
    assert (row.resolution.number, row.act, row.text) == (2773, "condemn", "the offensive of the M23 in North Kivu")
    assert sorted(row.evidence.values_list("source__external_id", flat=True)) == ["a", "b"]
    assert all(evidence.excerpt == COUNCIL for evidence in row.evidence.all())
    for name, left in (("a", 1), ("b", 0)):
        (tmp_path / f"{name}.txt").write_text(
            "The governor of North Kivu spoke of calm in Goma after fighting.\n", encoding="utf-8"
        )
        call_command("load_articles", str(tmp_path / f"{name}.txt"))
        assert Provision.objects.filter(withdrawn_at=None).count() == left
    assert Source.objects.count() == 2
