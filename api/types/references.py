"""The object types by name, for fields that point at types of other files (which point back)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

import strawberry

if TYPE_CHECKING:
    from api.types.actor import Actor, ActorRelation, Affiliation
    from api.types.event import Event
    from api.types.location import Location
    from api.types.resolution import Resolution
    from api.types.source import Evidence, Source
    from api.types.statement import Statement
    from api.types.topic import Topic

AnActor: TypeAlias = Annotated["Actor", strawberry.lazy("api.types.actor")]
AnActorRelation: TypeAlias = Annotated["ActorRelation", strawberry.lazy("api.types.actor")]
AnAffiliation: TypeAlias = Annotated["Affiliation", strawberry.lazy("api.types.actor")]
ALocation: TypeAlias = Annotated["Location", strawberry.lazy("api.types.location")]
ATopic: TypeAlias = Annotated["Topic", strawberry.lazy("api.types.topic")]
AStatement: TypeAlias = Annotated["Statement", strawberry.lazy("api.types.statement")]
AnEvent: TypeAlias = Annotated["Event", strawberry.lazy("api.types.event")]
AResolution: TypeAlias = Annotated["Resolution", strawberry.lazy("api.types.resolution")]
ASource: TypeAlias = Annotated["Source", strawberry.lazy("api.types.source")]
AnEvidence: TypeAlias = Annotated["Evidence", strawberry.lazy("api.types.source")]
