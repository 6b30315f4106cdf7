"""Whom statements are directed at, where only what stands before tells."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.link import link
from loaders.reference import shipped_gazetteer
from tests.loaders.extract.statement_reading import annotator, document

CASES = [
    ("The government of Congo and the M23 signed a deal. The envoy urged the parties to keep it.", ["drc", "m23"]),
    ("The envoy urged the parties to keep the deal.", ["the parties"]),
    ("Congo accused Rwanda of arming the M23. Rwanda rejected the charge.", ["drc"]),
    ("Rwanda rejected the charge.", []),
    ("The M23 attacked a village on Monday. Uganda condemned the attack.", ["m23"]),
    ("The harvest was good. Uganda condemned the attack.", []),
    ("The bishop condemned Rwandan aggression.", ["rwanda"]),
    ("The bishop demanded the withdrawal of Rwandan troops.", ["rwanda"]),
    ("The bishop demanded the withdrawal of foreign troops.", []),
    ("The bishop praised the efforts of Angola and Kenya.", ["angola", "kenya"]),
    ("The government of Congo and the M23 signed a deal. The envoy urged both sides to keep it.", ["drc", "m23"]),
    ("The bishop condemned the attack by unidentified gunmen.", []),
    ("The bishop urged the provincial authorities to leave the town.", ["the provincial authorities"]),
    ("Rwanda imposed sanctions on traders on Monday. Uganda slammed the measures.", ["rwanda"]),
    ("The harvest was good. Uganda slammed the measures.", []),
    ("The M23 attacked a village on Monday. Uganda condemned looting.", []),
    ("Congo accused Rwanda of arming rebels. Rwanda denied selling gold.", []),
    # somebody whom only a rank or a post describes is no actor; a body and many are
    ("The bishop urged the general to leave the town.", []),
    ("The bishop urged the commander of the force to leave the town.", []),
    ("The bishop urged the armed groups to leave the town.", ["the armed groups"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_addressees_of_the_last_statement(text: str, expected: list[str]) -> None:
    annotated = next(iter(annotator().annotate([document(text)])))
    statement = link(annotated, extract(annotated), shipped_gazetteer()).statements[-1]
    assert [actor.slug or actor.name for actor in statement.addressees] == expected
