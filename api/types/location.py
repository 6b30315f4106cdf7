"""Places."""

from __future__ import annotations

import strawberry
from django.db.models import OrderBy, Q

from api.orders import BY_NAME, EVENT_ORDERS, EventOrder
from api.plan import column, connection, link, listing, values
from api.types.actor import ExternalId
from api.types.inputs import EventFilter
from api.types.page import Connection, Node
from api.types.references import ALocation, AnEvent
from api.types.terms import LocationKind
from conflictdb import querysets
from conflictdb.filters import EventFilterSet, LocationFilterSet
from conflictdb.models import Location as LocationModel


@strawberry.type(description="A named place, from a country down to a site.")
class Location(Node):
    """A place."""

    id: strawberry.ID = column("public_id", 'The id of the record: opaque, and for ever the same, e.g. "loc_5m6yk0c2v8…".')
    slug: str = column("slug", 'The name for addresses: stable and readable, e.g. "goma", "north-kivu".')
    name: str = column("name", 'The usual name in English, e.g. "North Kivu".')
    kind: LocationKind = column("kind", "What sort of place.")
    aliases: list[str] = values("names", "name", "Other names and spellings, in any language.")
    country_code: str | None = column(
        "country_code", 'The country, by ISO 3166-1 code, e.g. "CD"; null where it lies in none or in several.'
    )
    parent: ALocation | None = link("parent", "The place in which it lies directly; null for countries and what lies in several.")
    ancestors: list[ALocation] = listing(
        querysets.places_around, "The places in which it lies, from the nearest to the country.",
        model=LocationModel, order=(OrderBy(querysets.level(), descending=True), "pk"),
    )  # fmt: skip
    children: Connection[ALocation] = connection(
        LocationFilterSet, BY_NAME, "The places that lie directly in it, by name.", tied=lambda key: Q(parent=key)
    )
    latitude: float | None = column("latitude", "Degrees north of the equator (WGS 84); null where the point is not known.")
    longitude: float | None = column("longitude", "Degrees east of Greenwich (WGS 84); null where the point is not known.")
    external_ids: list[ExternalId] = listing(
        "external_ids", "Its ids in other lists: GeoNames, p-code, ISO 3166-2.", order=("scheme", "identifier")
    )
    events: Connection[AnEvent] = connection(
        EventFilterSet, EVENT_ORDERS, "Events here or anywhere inside.",
        tied=querysets.happened_in, filter_type=EventFilter, order_type=EventOrder,
    )  # fmt: skip
