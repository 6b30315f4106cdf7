"""Facts about the reading as spaCy components."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import loaders.components  # noqa: F401 - registers the factories
from loaders.annotate.pipeline import PIPELINES

TEXT = "The mayor of Goma said on Monday that the M23 had seized Sake on 14 March 2025."


@pytest.fixture(scope="module")
def pipeline() -> Language:
    nlp = spacy.load(PIPELINES["en"])
    for name in ("names", "dates", "statements", "events"):
        nlp.add_pipe(f"conflictdb_{name}", config={"published_on": "2025-03-18"})
    return nlp


@pytest.fixture(scope="module")
def read(pipeline: Language) -> Doc:
    return pipeline(TEXT)


def test_names_have_their_kind_and_the_slug_of_what_is_known(read: Doc) -> None:
    found = {(span.text, span.label_, span.kb_id_) for span in read.spans["conflictdb_names"]}
    assert {("Goma", "city", "goma"), ("M23", "armed_group", "m23"), ("Sake", "city", "sake")} <= found


def test_dates_have_values(read: Doc) -> None:
    assert [span.text for span in read.spans["conflictdb_dates"]] == ["Monday", "14 March 2025"]
    assert [date.value.start.isoformat() for date in read._.conflictdb_dates if date.value] == ["2025-03-17", "2025-03-14"]


def test_statements_and_events_are_records_and_spans(read: Doc) -> None:
    (said,) = read._.conflictdb_statements
    assert (said.speaker_text, said.cue) == ("The mayor of Goma", "said")
    assert read.spans["conflictdb_statements"][0].text.startswith("the M23 had seized Sake")
    (event,) = read._.conflictdb_events
    assert (event.type.value, event.location and event.location.slug) == ("territory_capture", "sake")
    assert read.spans["conflictdb_events"][0].label_ == "territory_capture"


def test_an_empty_doc_has_nothing(pipeline: Language) -> None:
    doc = pipeline("")
    assert (len(doc.spans["conflictdb_names"]), doc._.conflictdb_statements) == (0, ())


def test_a_pipeline_without_a_parser_is_told_what_it_needs() -> None:
    nlp = spacy.load(PIPELINES["en"], exclude=["parser"])
    nlp.add_pipe("conflictdb_events")
    analysis = nlp.analyze_pipes() or {}
    assert "token.dep" in analysis["problems"]["conflictdb_events"]
