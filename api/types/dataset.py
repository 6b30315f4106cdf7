"""The dataset as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import strawberry
from django.conf import settings
from django.db.models import Model, TextField, Value
from django.db.models.functions import Cast

from api.expressions import Answer, JsonArray, JsonObject, Key, Template
from api.operation import Row, Selected, rows_of
from api.plan import Computed, Plan, planned, same
from api.types.scalars import Int64
from conflictdb import models
from conflictdb.export.manifest import read_manifest
from conflictdb.export.publish import LATEST
from conflictdb.querysets import known_actors, visible
from conflictdb.version import VERSION_SQL

EXPORTS = 50


def _count(model: type[Model], description: str) -> Any:
    def make(field: Selected) -> Any:
        rows: Any = known_actors() if model is models.Actor else visible(model)
        return Answer(rows_of(rows, field.operation.alias(), Template("count(*)")))

    return planned(Computed(make), description)


@strawberry.type(description="How many records the dataset holds; withdrawn and rejected ones are not counted.")
class DatasetCounts:
    """Numbers of records."""

    actors: int = _count(models.Actor, "The number of actors, without those whom texts only describe.")
    locations: int = _count(models.Location, "The number of places.")
    events: int = _count(models.Event, "The number of events.")
    statements: int = _count(models.Statement, "The number of statements.")
    resolutions: int = _count(models.Resolution, "The number of resolutions.")
    sources: int = _count(models.Source, "The number of sources.")


def _part(description: str) -> Any:
    return planned(Plan(), description)


@strawberry.type(description="A file of the dataset for download.")
class ExportFile:
    """A file for download."""

    name: str = _part("The file's name.")
    url: str = _part("Where to get it, from this server's root.")
    format: str = _part('The format: "jsonl", "fixture", "text".')
    rows: int = _part("How many records it holds.")
    bytes: Int64 = _part("Its size in bytes.")
    sha256: str = _part("The SHA-256 of its content, in hexadecimal.")


def _export_files() -> list[dict[str, Any]]:
    """The files of the latest export, as the export's manifest lists them; none where there is no export yet."""
    folder = settings.EXPORT_DIR / LATEST
    manifest = read_manifest(folder) or {}
    files = []
    for entry in manifest.get("files", [])[:EXPORTS]:
        name = entry["name"]
        form = entry.get("format") or name.removesuffix(".gz").rpartition(".")[2]
        url = f"/exports/{folder.resolve().name}/{name}"
        files.append(
            {"name": name, "url": url, "format": form, "rows": entry["rows"], "bytes": entry["bytes"], "sha256": entry["sha256"]}
        )
    return files


def _exports(field: Selected) -> Any:
    field.operation.volatile = True  # the files may change without the operation's doing so

    def cell(selected: Selected, entry: dict[str, Any]) -> Any:
        if selected.name == "__typename":
            return Key(selected.parent.name)
        value = entry[selected.name]
        return Value(value) if isinstance(value, int) else Cast(Value(value), TextField())

    rows = [JsonObject({key: cell(selected, entry) for key, selected in field.below().items()}) for entry in _export_files()]
    return JsonArray(*rows)


def _of_the_counter(template: str, *columns: str) -> Callable[[Selected], Any]:
    """An expression over all rows in which the triggers count changes."""

    def build(field: Selected) -> Any:
        row = Row(models.DatasetVersion, field.operation.alias())
        query = rows_of(models.DatasetVersion.objects.order_by(), row.alias, Template(template, *map(row.column, columns)))
        return Answer(query)

    return build


_version = _of_the_counter(VERSION_SQL, "changed_at", "changes")
_changed_at = _of_the_counter("coalesce(max({}), 'epoch'::timestamptz)", "changed_at")


def _updated_at(field: Selected) -> Any:
    return field.serialised(_changed_at(field))


def _text(text: str) -> Callable[[Selected], Any]:
    return lambda field: Cast(Value(text), TextField())


@strawberry.type(description="The dataset as a whole.")
class Dataset:
    """The dataset."""

    version: str = planned(
        Computed(_version),
        'The version of the data, to cache by: it changes whenever anything in them changes. "0": nothing has been loaded yet.',
    )
    updated_at: dt.datetime = planned(
        Computed(_updated_at), "When the data last changed; the beginning of 1970 where nothing has been loaded yet."
    )
    licence: str = planned(
        Computed(_text(settings.DATASET_LICENCE)),
        "The licence of the dataset (not of the articles that it rests on), by SPDX id.",
    )
    citation: str = planned(Computed(_text(settings.DATASET_CITATION)), "How to cite it.")
    counts: DatasetCounts = same("How many records it holds.")
    exports: list[ExportFile] = planned(
        Computed(_exports, lambda arguments: EXPORTS), "Its files for download; empty where none have been made."
    )


def dataset(description: str) -> Any:
    """The field for the dataset."""
    return same(description)
