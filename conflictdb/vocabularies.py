"""The closed vocabularies of the dataset: the values that the database holds and, in upper case, the API returns.

No Django here: extraction, which runs without it, speaks the same words.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Vocabulary(StrEnum):
    """A closed list of terms; each term is its value (a string) and carries the sentence that defines it."""

    description: str

    def __new__(cls, value: str, description: str = "") -> Self:
        """Make the term out of its stored value and its definition."""
        term = str.__new__(cls, value)
        term._value_ = value
        term.description = description
        return term

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of stored value and human label, as Django's fields take them."""
        return [(term.value, term.value.replace("_", " ")) for term in cls]


class ActorKind(Vocabulary):
    """What sort of actor."""

    PERSON = "person", "A named individual."
    STATE = "state", "A government, or a ministry or office of it."
    ARMED_GROUP = "armed_group", "A non-state armed group, or the political wing that speaks for it."
    STATE_FORCES = "state_forces", "An army or a police of a state."
    PEACEKEEPING_MISSION = "peacekeeping_mission", "A peace operation of the UN or of a regional body."
    IGO = "igo", "An intergovernmental organisation or an organ of one."
    NGO = "ngo", "A non-governmental organisation."
    COMPANY = "company", "A business."
    MEDIA = "media", "A news outlet or agency."
    POLITICAL_GROUP = "political_group", "A party or a political movement."
    CIVIL_SOCIETY = "civil_society", "A civic body: a local association, a church, a union."
    COMMUNITY = "community", "A population or an ethnic group that acts or suffers."


class LocationKind(Vocabulary):
    """What sort of place."""

    COUNTRY = "country", "A country."
    PROVINCE = "province", "A first-level division of a country."
    TERRITORY = "territory", "A second-level division, or a smaller one that is an area."
    CITY = "city", "A city, a town or a village."
    SITE = "site", "An airport, a mine, a camp, a base, a building."
    REGION = "region", "A part of a country or of the world without official borders."
    WATER = "water", "A lake, a river or a sea."


class StatementKind(Vocabulary):
    """In whose words the source gives a statement."""

    DIRECT = "direct", "In the speaker's own words, in quotation marks."
    INDIRECT = "indirect", "In the reporter's words."
    MIXED = "mixed", "In the reporter's words with quoted parts."


class StatementAct(Vocabulary):
    """What the speaker does by speaking."""

    CALL = "call", "Demands, urges, asks, appeals, recommends; says that something must be done."
    CONDEMN = "condemn", "Condemns, deplores, denounces."
    ACCUSE = "accuse", "Blames another, or alleges wrongdoing of another."
    DENY = "deny", "Rejects, denies, refuses."
    COMMIT = "commit", "Promises or pledges, or reaffirms an own commitment."
    THREATEN = "threaten", "Threatens, or gives an ultimatum."
    WARN = "warn", "Warns of a danger, or expresses concern or alarm."
    WELCOME = "welcome", "Welcomes, praises, thanks, supports."
    ANNOUNCE = "announce", "Informs of an own decision, position, willingness or deed."
    ASSERT = "assert", "Any other statement of fact or opinion."


class Stance(Vocabulary):
    """Where the speaker stands towards what the statement's topics name."""

    SUPPORTS = "supports", "In favour of it."
    OPPOSES = "opposes", "Against it."
    NEUTRAL = "neutral", "Speaks of it without taking a side."


class EventType(Vocabulary):
    """What happened."""

    BATTLE = "battle", "An armed clash between armed actors; an offensive."
    TERRITORY_CAPTURE = "territory_capture", "An armed actor takes a place."
    REMOTE_VIOLENCE = "remote_violence", "Shelling, an air strike, a drone, a bomb."
    VIOLENCE_AGAINST_CIVILIANS = "violence_against_civilians", "Killing, massacre, rape of civilians, or an attack on them."
    ATTACK_ON_PROTECTED = "attack_on_protected", "An attack on peacekeepers, aid workers or medical facilities."
    ABDUCTION = "abduction", "Abduction, forced recruitment, hostage taking."
    ARREST = "arrest", "Arrest, detention, trial, sentence."
    TROOP_DEPLOYMENT = "troop_deployment", "Arrival, deployment or reinforcement of troops; military support given."
    TROOP_WITHDRAWAL = "troop_withdrawal", "Retreat, withdrawal, handover of a base, disengagement."
    DISARMAMENT = "disarmament", "Surrender, demobilisation."
    DISPLACEMENT = "displacement", "People flee or return."
    PROTEST = "protest", "Demonstration, riot, strike."
    MEETING = "meeting", "Visit, audience, phone call, summit."
    NEGOTIATION = "negotiation", "A round of talks; mediation."
    NEGOTIATION_BREAKDOWN = "negotiation_breakdown", "Talks refused, suspended or collapsed."
    AGREEMENT = "agreement", "An accord, a ceasefire or a communiqué signed or reached."
    CEASEFIRE_VIOLATION = "ceasefire_violation", "A breach of a ceasefire."
    RESOLUTION_ADOPTION = "resolution_adoption", "A body votes on or adopts a decision."
    SANCTION = "sanction", "Sanctions imposed or lifted."
    DIPLOMATIC_RUPTURE = "diplomatic_rupture", "Ties cut, an envoy expelled or recalled."
    INVESTIGATION = "investigation", "An inquiry, a commission or a court case opened."
    AID = "aid", "Humanitarian or financial aid given."
    SUSPENSION = "suspension", "Operations, flights, services or trade halted or reopened."
    GOVERNANCE = "governance", "Appointment, election, parallel administration, decree."


class EventStatus(Vocabulary):
    """Whether it happened."""

    OCCURRED = "occurred", "It happened."
    ONGOING = "ongoing", "It is happening."
    PLANNED = "planned", "It is meant to happen."
    CALLED_OFF = "called_off", "It was meant to happen and will not."
    ALLEGED = "alleged", "The source itself hedges, or reports that somebody disputes it."


class ParticipantRole(Vocabulary):
    """What part an actor has in an event."""

    AGENT = "agent", "Did it; in symmetric events (talks, clashes) every party."
    TARGET = "target", "It was done to them."
    MEDIATOR = "mediator", "Mediated it."
    HOST = "host", "Hosted it."


class DatePrecision(Vocabulary):
    """How precisely a date is known."""

    DAY = "day", "The exact day."
    RANGE = "range", "A range of days."
    MONTH = "month", "The month."
    YEAR = "year", "The year."
    UNKNOWN = "unknown", "Not known."


class LocationPrecision(Vocabulary):
    """How precisely a place is known."""

    EXACT = "exact", "The named place itself."
    NEAR = "near", "Near the named place."
    ADMIN = "admin", "Somewhere in the named province, territory or region."
    COUNTRY = "country", "Somewhere in the named country."
    UNKNOWN = "unknown", "Not known."


class ReviewStatus(Vocabulary):
    """Where a record stands between machine and person."""

    CANDIDATE = "candidate", "Read by the machine; no person has looked at it."
    ACCEPTED = "accepted", "A person accepted it, or it is reference data."
    CORRECTED = "corrected", "A person corrected it; the corrected values hold."
    REJECTED = "rejected", "A person rejected it; it does not come back."


class ActorRelationKind(Vocabulary):
    """How two actors stand to each other."""

    SUPPORTS = "supports", "Backs the other with arms, troops, money or politically."
    ALLIED_WITH = "allied_with", "Fights or works on the same side."
    OPPOSED_TO = "opposed_to", "Fights or works against it."
    PART_OF = "part_of", "Belongs to it."
    SUCCESSOR_OF = "successor_of", "Took its place."


class ResolutionStatus(Vocabulary):
    """Whether a resolution was adopted."""

    ADOPTED = "adopted", "Adopted by its body."
    DRAFT = "draft", "A draft, not (yet) adopted."


class SourceKind(Vocabulary):
    """What sort of document."""

    NEWS = "news", "A report by a news outlet."
    PRESS_RELEASE = "press_release", "A release by an office about its own doings and words."
    STATEMENT = "statement", "A statement or speech as issued."
    RESOLUTION = "resolution", "The text of a resolution."
    REPORT = "report", "A longer report by an organisation."
    ANALYSIS = "analysis", "Analysis or opinion."
    OTHER = "other", "Anything else."


class RunStatus(Vocabulary):
    """How a load ended."""

    RUNNING = "running", "Still under way, or cut off."
    CLEAN = "clean", "Ended with nothing refused."
    REFUSED_SOME = "refused_some", "Ended; something was refused."
    FAILED = "failed", "Could not run to its end."


class MatchKind(Vocabulary):
    """Why two records may be one."""

    SAME = "same", "They are much alike."
    TRANSLATION = "translation", "One seems to be a translation of the other."
    VARIANT = "variant", "Two names that may be one actor's or one place's."


class Verdict(Vocabulary):
    """What a person says of two records that may be one."""

    SAME = "same", "They are one."
    APART = "apart", "They are two; no load makes them one."


class NameAnswer(Vocabulary):
    """What a person says of a name that may mean several."""

    CHOSEN = "chosen", "It means one whom the base knows."
    NEW = "new", "It means somebody whom the base did not know."
    IGNORED = "ignored", "It stays unlinked."


class NameKind(Vocabulary):
    """What sort of name an alias is."""

    ALIAS = "alias", "Another name or spelling."
    PRINTED = "printed", "A form found in a source and kept because a person accepted it."
    MERGED = "merged", "A name of a record that was merged into this one; it goes when the merge is taken back."


class RateClass(Vocabulary):
    """How much a caller of the API may ask for in a minute; the figures stand in limits.py."""

    ANONYMOUS = "anonymous", "No key: counted by address."
    STANDARD = "standard", "A key for an application."
    PARTNER = "partner", "A key for an organisation that works with all of the data."


class Scope(Vocabulary):
    """What a key is good for."""

    API = "api", "Questions: GraphQL, and the downloads that answer one."
    EXPORTS = "exports", "The files of the whole dataset."
