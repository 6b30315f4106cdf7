"""Answers as files, for people with spreadsheets and maps: /statements.csv, /events.csv, /events.geojson."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import orjson
from django.conf import settings
from django.db import DatabaseError
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from api.callers import admitted, charged
from api.columns import EVENT_COLUMNS, STATEMENT_COLUMNS, Columns
from api.errors import Code, Refused, in_names_of_the_schema, masked, refuse
from api.parameters import filter_asked
from conflictdb.filters import BadFilter, EventFilterSet, Questions, StatementFilterSet
from conflictdb.freshness import keep, tag_of, unchanged
from conflictdb.limits import DOWNLOAD_ROWS_MAX, DOWNLOAD_TIMEOUT_MS, QUERY_BODY_BYTES_MAX
from conflictdb.models.order import latest_first
from conflictdb.origins import open_to_origins
from conflictdb.reader import reading
from conflictdb.vocabularies import Scope

CHUNK = 1_000
Row = tuple[Any, ...]
Form = Callable[[list[str], Iterable[Row]], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Download:
    """What stands at one address: the records, their columns, the form of the file."""

    name: str
    questions: type[Questions]
    day: str
    columns: Columns
    form: Form
    content_type: str

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The file, or in a line of text why there is none."""
        try:
            return self._file(request)
        except Refused as refusal:
            return _refusal(refusal.errors[0], refusal.status, refusal.headers)
        except DatabaseError as error:
            return _refusal(masked(error), 503, {})

    def _file(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            raise refuse(Code.BAD_REQUEST, "send a GET", status=405, headers={"Allow": "GET, HEAD"})
        caller = admitted(request, Scope.API)
        if len(request.META.get("QUERY_STRING", "")) > QUERY_BODY_BYTES_MAX:
            raise refuse(Code.TOO_COMPLEX, f"the parameters hold more than {QUERY_BODY_BYTES_MAX} bytes", status=414)
        tag = tag_of(request)
        if known := unchanged(request, tag):
            return known
        parameters = request.GET.copy()
        limit = _limit(parameters.pop("limit", []))
        records = self._records(filter_asked(parameters, self.questions))
        number = limit or _number(records)
        charged(caller, number)
        # The first row is fetched before the answer begins, so that what can't be answered gets its status.
        rows = _rows(records[:number], self.columns)
        first = next(rows, None)
        body = self.form(list(self.columns), chain([first] if first else [], rows))
        response = StreamingHttpResponse(body, content_type=self.content_type)
        response["Content-Disposition"] = f'attachment; filename="{self.name}"'
        keep(response, tag)
        return response

    def _records(self, asked: dict[str, Any]) -> QuerySet[Any]:
        try:
            found: QuerySet[Any] = self.questions(asked).qs
        except BadFilter as error:
            raise refuse(Code.BAD_ARGUMENT, in_names_of_the_schema(error)) from None
        return found.order_by(latest_first(self.day).desc(), F("public_id").desc())


def _refusal(error: dict[str, Any], status: int, headers: dict[str, str]) -> HttpResponse:
    extensions = error["extensions"]
    reference = f" ({extensions['id']})" if "id" in extensions else ""
    text = f"{extensions['code']}: {error['message']}{reference}\n"
    headers = {**headers, "Cache-Control": "no-store"}
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8", headers=headers)


def _limit(values: list[Any]) -> int:
    if not values:
        return 0
    text = str(values[-1])
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= DOWNLOAD_ROWS_MAX):
        raise refuse(Code.BAD_ARGUMENT, f"limit must be a number from 1 to {DOWNLOAD_ROWS_MAX}")
    return int(text)


def _number(records: QuerySet[Any]) -> int:
    """How many records there are; raises Refused where they are more than one file holds, rather than leave some out."""
    with reading(DOWNLOAD_TIMEOUT_MS):
        number = records.order_by()[: DOWNLOAD_ROWS_MAX + 1].count()
    if number > DOWNLOAD_ROWS_MAX:
        raise refuse(
            Code.TOO_COMPLEX,
            f"more than {DOWNLOAD_ROWS_MAX} records answer: filter more narrowly, say limit={DOWNLOAD_ROWS_MAX} for the latest, "
            "or take the files of the whole dataset",
        )
    return number


def _rows(records: QuerySet[Any], columns: Columns) -> Iterator[Row]:
    """The rows, read piece by piece by a cursor of the server's."""
    named = {f"_{name}": expression for name, expression in columns.items()}
    with reading(DOWNLOAD_TIMEOUT_MS):
        yield from records.annotate(**named).values_list(*named).iterator(chunk_size=CHUNK)


# ---------------------------------------------------------------- forms


class _Line:
    """What csv writes to: hands back each line."""

    def write(self, text: str) -> str:
        """The line."""
        return text


def as_csv(columns: list[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Lines of CSV, UTF-8 with the mark by which spreadsheets know it."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield b"\xef\xbb\xbf" + str(writer.writerow(columns)).encode()
    for row in rows:
        yield str(writer.writerow(map(_cell, row))).encode()


def _cell(value: Any) -> Any:
    """The value as a spreadsheet takes it: several in one cell, and no text that it would run as a formula."""
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return f"'{value}"
    return value


def as_geojson(columns: list[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """A FeatureCollection; a record without a point is a feature without geometry."""
    about = {"licence": settings.DATASET_LICENCE, "citation": settings.DATASET_CITATION}
    yield b'{"type":"FeatureCollection",%b,"features":[' % orjson.dumps(about)[1:-1]
    for number, row in enumerate(rows):
        properties = dict(zip(columns, map(_plain, row), strict=True))
        point = [properties.pop("longitude"), properties.pop("latitude")]
        feature = {
            "type": "Feature",
            "id": properties["id"],
            "geometry": {"type": "Point", "coordinates": point} if None not in point else None,
            "properties": properties,
        }
        yield (b",\n" if number else b"\n") + orjson.dumps(feature)
    yield b"\n]}\n"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


CSV = "text/csv; charset=utf-8"
DOWNLOADS = (
    Download("statements.csv", StatementFilterSet, "said_from", STATEMENT_COLUMNS, as_csv, CSV),
    Download("events.csv", EventFilterSet, "starts_on", EVENT_COLUMNS, as_csv, CSV),
    Download("events.geojson", EventFilterSet, "starts_on", EVENT_COLUMNS, as_geojson, "application/geo+json; charset=utf-8"),
)


def view_of(download: Download) -> Callable[..., HttpResponseBase]:
    """The view at a download's address."""
    return open_to_origins("GET, HEAD")(download.answer)
