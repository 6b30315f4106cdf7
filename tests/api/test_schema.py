"""The schema: what is committed is what is served, all of it is described, and every list is bounded."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
    get_named_type,
    is_list_type,
    validate_schema,
)
from graphql.type import GraphQLNonNull

import api
from api.operation import plan_of
from api.plan import Listing, Paged
from api.schema import schema, sdl
from conflictdb import vocabularies

FILE = Path(api.__file__).parent / "schema.graphql"
SHARED = Path("/work/shared/contract/schema.graphql")
CONTRACT = SHARED if SHARED.exists() else Path(__file__).parent / "data" / "contract.graphql"
TYPES: dict[str, Any] = {name: kind for name, kind in schema._schema.type_map.items() if not name.startswith("__")}


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    assert FILE.read_text() == sdl(), "run: python manage.py graphql_schema"


def test_the_schema_is_valid() -> None:
    assert validate_schema(build_schema(FILE.read_text())) == []


def test_all_of_it_is_described() -> None:
    bare: list[str] = []
    for name, kind in TYPES.items():
        if not kind.description:
            bare.append(name)
        if isinstance(kind, GraphQLEnumType):
            bare += [f"{name}.{value}" for value, item in kind.values.items() if not item.description]
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field, item in kind.fields.items():
                bare += [f"{name}.{field}"] if not item.description else []
                bare += [
                    f"{name}.{field}({argument})" for argument, each in getattr(item, "args", {}).items() if not each.description
                ]
    assert bare == []


UNITS = r"number|how many|degrees|kilomet|sum of|count|code points|from 0 to 1|bytes|size|place|year|votes|least|people|how sure"
WRITTEN = {"String", "ID", "Date"}


def test_descriptions_say_why_null_in_what_unit_and_for_example_what() -> None:
    lacking: list[str] = []
    for name, kind in TYPES.items():
        given = isinstance(kind, GraphQLInputObjectType)
        for field, item in {} if isinstance(kind, GraphQLEnumType) else getattr(kind, "fields", {}).items():
            text, leaf = item.description or "", get_named_type(item.type).name
            if not given and not isinstance(item.type, GraphQLNonNull) and not re.search(r"\bnull\b", text, re.IGNORECASE):
                lacking.append(f"{name}.{field}: when is it null?")
            if leaf in {"Int", "Float", "Int64"} and not re.search(UNITS, text, re.IGNORECASE):
                lacking.append(f"{name}.{field}: in what unit?")
            asked = {field: item} if given else getattr(item, "args", {})
            lacking += [
                f"{name}.{field}({each}): for example what?"
                for each, argument in asked.items()
                if get_named_type(argument.type).name in WRITTEN and not re.search(r'e\.g\.|"|cursor', argument.description or "")
            ]
    assert lacking == []


def test_every_field_has_a_plan() -> None:
    objects = [kind for kind in TYPES.values() if isinstance(kind, GraphQLObjectType)]
    assert all(plan_of(field) for kind in objects for field in kind.fields.values())


def test_lists_without_pages_are_few() -> None:
    """Every other list is a connection, or is computed and cut off. These hold what belongs to one record."""
    listings = {
        f"{name}.{field}"
        for name, kind in TYPES.items()
        if isinstance(kind, GraphQLObjectType)
        for field, item in kind.fields.items()
        if isinstance(plan_of(item), Listing)
    }
    assert listings == {
        "Actor.affiliations",
        "Actor.aliases",
        "Actor.externalIds",
        "Actor.relations",
        "ActorRelation.evidence",
        "Affiliation.evidence",
        "Event.evidence",
        "Event.participants",
        "Event.resolutions",
        "Location.aliases",
        "Location.ancestors",
        "Location.externalIds",
        "Provision.addressees",
        "Provision.evidence",
        "Provision.topics",
        "Resolution.provisions",
        "Source.actors",
        "Source.locations",
        "Source.mentions",
        "Source.resolutions",
        "Statement.addressees",
        "Statement.evidence",
        "Statement.mentionedActors",
        "Statement.mentionedLocations",
        "Statement.resolutions",
        "Statement.topics",
        "Topic.children",
        "Topic.synonyms",
    }


def test_every_connection_pages() -> None:
    for kind in TYPES.values():
        for field in getattr(kind, "fields", {}).values() if isinstance(kind, GraphQLObjectType) else ():
            if get_named_type(field.type).name.endswith("Connection"):
                assert {"first", "after"} <= set(field.args)
                assert isinstance(field.type, GraphQLNonNull)
                assert isinstance(plan_of(field), Paged) or kind.name == "Query"


def test_enums_are_the_vocabularies() -> None:
    for vocabulary in vocabularies.Vocabulary.__subclasses__():
        if vocabulary.__name__ in TYPES:
            assert list(TYPES[vocabulary.__name__].values) == [term.value.upper() for term in vocabulary]


def test_the_contract_is_kept() -> None:
    from graphql import parse, print_ast

    def shape(text: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for kind in parse(text).definitions:
            name = kind.name.value  # type: ignore[attr-defined]
            for field in getattr(kind, "fields", None) or ():
                arguments = {each.name.value: print_ast(each.type) for each in getattr(field, "arguments", None) or ()}
                found[f"{name}.{field.name.value}"] = (print_ast(field.type), arguments)
            for value in getattr(kind, "values", None) or ():
                found[f"{name}.{value.name.value}"] = "value"
            found[name] = type(kind).__name__
        return found

    promised, kept = shape(CONTRACT.read_text()), shape(FILE.read_text())
    assert {key: kept.get(key) for key in promised} == promised


def test_no_field_of_an_answer_is_a_list_of_lists() -> None:
    for kind in TYPES.values():
        for field in getattr(kind, "fields", {}).values() if isinstance(kind, GraphQLObjectType) else ():
            inner = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
            assert not (is_list_type(inner) and is_list_type(getattr(inner.of_type, "of_type", inner.of_type)))
