"""Statements."""

from __future__ import annotations

import datetime as dt

import strawberry

from api.plan import column, link, listing
from api.types.page import Node
from api.types.references import ALocation, AnActor, AnAffiliation, AnEvidence, AResolution, ASource, ATopic
from api.types.terms import DatePrecision, ReviewStatus, Stance, StatementAct, StatementKind


@strawberry.type(description="A stretch of speech or writing that a source attributes to a speaker.")
class Statement(Node):
    """A statement."""

    id: strawberry.ID = column("public_id", 'The id of the record: opaque, and for ever the same, e.g. "stm_5m6yk0c2v8…".')
    text: str = column("text", "What was said, without the cue, as the source gives it.")
    kind: StatementKind = column("kind", "In whose words the source gives it.")
    act: StatementAct = column("act", "What the speaker does by saying it.")
    stance: Stance | None = column(
        "stance", "Where the speaker stands towards what its topics name; null where it can't be told."
    )
    cue: str | None = column("cue", 'The words by which the source attributes it, e.g. "called for"; null where there are none.')
    cameo_code: str | None = column("cameo_code", "The CAMEO code that the act maps to; null where none does.")
    speaker: AnActor | None = link("speaker", 'Who said it; null where the speaker is no known actor ("a diplomat").')
    speaker_text: str = column("speaker_text", 'The speaker as printed, e.g. "Mr. Lacroix".')
    speaker_role: AnAffiliation | None = link(
        "speaker_role", "The post that the speaker held when it was said; null where none is known."
    )
    addressees: list[AnActor] = listing("addressees", "To whom it was said.", order=("folded", "pk"))
    mentioned_actors: list[AnActor] = listing("mentioned_actors", "The actors that it mentions.", order=("folded", "pk"))
    mentioned_locations: list[ALocation] = listing("mentioned_locations", "The places that it mentions.", order=("folded", "pk"))
    topics: list[ATopic] = listing("topics", "What it is about.", order=("slug",))
    resolutions: list[AResolution] = listing("resolutions", "The resolutions that it cites.", order=("symbol",))
    location: ALocation | None = link("location", "Where it was said; null where that is not known.")
    said_on: dt.date | None = column(
        "said_from", "The day on which it was said, or the first of the range that is known; null where nothing is known."
    )
    date_precision: DatePrecision = column("date_precision", "How precisely the day is known.")
    source: ASource = link("source", "The first source that reports it.")
    evidence: list[AnEvidence] = listing(
        "evidence", "The sentences that it rests on, one for each source that reports it.", order=("source", "start")
    )
    review_status: ReviewStatus = column("review_status", "Where the record stands between machine and person.")
    confidence: float = column("confidence", "The machine's confidence in it, from 0 to 1; 1 for what a person accepted.")
