"""Random operations over the schema: valid, within the limits, and without cursors, which only one of the two executors makes."""

from __future__ import annotations

import random
from typing import Any

from graphql import GraphQLEnumType, GraphQLInterfaceType, GraphQLObjectType, get_named_type, is_leaf_type

from api.schema import schema

TYPES: dict[str, Any] = schema._schema.type_map
LEFT_OUT = {"search", "eventCounts", "statementCounts", "dataset", "cursor", "startCursor", "endCursor", "updatedAt"}
DEPTH = 5


class Writer:
    """Writes one operation; the pools hold values that occur in the data."""

    def __init__(self, seed: int, pools: dict[str, list[str]]) -> None:
        self.random, self.pools = random.Random(seed), pools
        self.fragments: dict[str, str] = {}

    def operation(self) -> str:
        """The text of an operation with its fragments."""
        roots = " ".join(
            self.field(TYPES["Query"], name, 0, f"r{place}: ") for place, name in enumerate(self._some(TYPES["Query"], 3))
        )
        return " ".join([f"{{ {roots} }}", *self.fragments.values()])

    def _some(self, kind: Any, most: int) -> list[str]:
        names = [name for name in kind.fields if name not in LEFT_OUT]
        return self.random.sample(names, min(len(names), self.random.randint(1, most)))

    def selection(self, kind: Any, depth: int) -> str:
        """What is selected on a type: plain fields, aliases, fragments of all sorts, directives."""
        if not isinstance(kind, GraphQLObjectType):
            return self._abstract(kind, depth)
        parts = []
        for place, name in enumerate(self._some(kind, 4)):
            leaf = is_leaf_type(get_named_type(kind.fields[name].type))
            if not leaf and depth >= DEPTH:
                continue
            alias = self.random.choice(["", "", f"a{depth}{place}: "])
            parts.append(self._wrapped(kind, self.field(kind, name, depth, alias)))
        if not parts or self.random.random() < 0.15:
            parts.append("__typename")
        return " ".join(parts)

    def _wrapped(self, kind: Any, text: str) -> str:
        sort = self.random.random()
        if sort < 0.1:
            return f"... on {kind.name} {{ {text} }}"
        if sort < 0.2:
            name = f"F{len(self.fragments)}"
            self.fragments[name] = f"fragment {name} on {kind.name} {{ {text} }}"
            return f"...{name}"
        if sort < 0.3:
            name, value = self.random.choice(["skip", "include"]), self.random.choice(["true", "false"])
            return f"... @{name}(if: {value}) {{ {text} }} __typename"
        return text

    def _abstract(self, kind: GraphQLInterfaceType, depth: int) -> str:
        some = self.random.sample([one.name for one in schema._schema.get_possible_types(kind)], 3)
        return "__typename id " + " ".join(f"... on {name} {{ {self._apart(name, depth)} }}" for name in some)

    def _apart(self, name: str, depth: int) -> str:
        """Selections on types of an interface, under keys of their own, since equal keys must mean equal types."""
        kind = TYPES[name]
        fields = [each for each in self._some(kind, 3) if depth < DEPTH or is_leaf_type(get_named_type(kind.fields[each].type))]
        return " ".join(self.field(kind, each, depth, f"{name.lower()}_{each}: ") for each in fields) or "__typename"

    def field(self, kind: Any, name: str, depth: int, alias: str) -> str:
        """A field with arguments and a selection."""
        definition = kind.fields[name]
        given = [text for key, item in definition.args.items() if (text := self._argument(key, get_named_type(item.type)))]
        arguments = f"({', '.join(given)})" if given else ""
        target = get_named_type(definition.type)
        below = "" if is_leaf_type(target) else f" {{ {self.selection(target, depth + 1)} }}"
        # Keys must not clash where the same field is selected with other arguments.
        alias = alias or (f"k{self.random.randrange(10**9)}: " if given else "")
        return f"{alias}{name}{arguments}{below}"

    def _argument(self, key: str, kind: Any) -> str:
        if key in ("after", "before", "last"):
            return ""
        if key in self.pools:
            return f"{key}: {self._quoted(self.pools[key])}"
        if key == "ids":
            return f"ids: [{', '.join(self._quoted(self.pools['id']) for _ in range(self.random.randint(0, 4)))}]"
        if key == "first":
            return f"first: {self.random.randint(0, 4)}"
        return self._perhaps(key, kind) if self.random.random() < 0.5 else ""

    def _perhaps(self, key: str, kind: Any) -> str:
        if key == "orderBy":
            return f"orderBy: {self.random.choice(list(kind.values))}"
        if key == "at":
            return f'at: "{self.random.choice(["2019-05-05", "2021-06-01", "2024-01-01"])}"'
        return f"filter: {self._filter(kind, 0)}"

    def _quoted(self, pool: list[str]) -> str:
        return f'"{self.random.choice(pool)}"'

    def _filter(self, kind: Any, depth: int) -> str:
        names = self.random.sample(list(kind.fields), self.random.randint(0, 2))
        parts = [
            f"{name}: {text}" for name in names if (text := self._asked(name, get_named_type(kind.fields[name].type), depth))
        ]
        return f"{{{', '.join(parts)}}}"

    def _asked(self, name: str, kind: Any, depth: int) -> str:
        if name in ("and", "or"):
            return f"[{', '.join(self._filter(kind, depth + 1) for _ in range(self.random.randint(0, 2)))}]" if depth < 2 else ""
        if kind.name.endswith("Filter"):
            return self._filter(kind, depth + 1) if depth < 3 else ""
        if isinstance(kind, GraphQLEnumType):
            return f"[{', '.join(self.random.sample(list(kind.values), 2))}]"
        if kind.name == "DateRange":
            return self.random.choice(['{from: "2021-01-01"}', '{to: "2023-12-31"}', '{from: "2020-01-01", to: "2024-01-01"}'])
        slug = self._quoted(self.pools["slug"])
        texts = {
            "memberOf": slug, "slug": f"[{slug}]", "within": slug, "minSources": "2", "minKilled": "1", "conflictRelated": "true",
            "country": '"CD"', "countryCode": '["CD"]', "number": "[2773]",
        }  # fmt: skip
        return texts.get(name, "")
