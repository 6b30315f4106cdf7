"""The fields of each type: what they stand for, in the form in which GraphQL serialises their types."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from conflictdb import models
from tests.api.asking import data
from tests.api.builder import actor, day, event, evidence, organisation, place, post, resolution, source, statement, topic

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2024, 2, 6, 12, 0, 5, 123456, tzinfo=dt.UTC)


def test_actor() -> None:
    congo = place("drc", "DR Congo", "country")
    un = organisation("un", "United Nations")
    who = actor("who", "Who", aliases=("Z alias", "A alias"), country=congo, description="Somebody.")
    models.ActorExternalId.objects.create(actor=who, scheme="wikidata", identifier="Q1")
    models.ActorExternalId.objects.create(actor=who, scheme="geonames", identifier="2")
    models.ActorExternalId.objects.create(actor=who, scheme="pcode", identifier="CD61")
    post(who, un, "Old post", since="2010-01-01", until="2015-12-31", date_precision="year")
    post(who, un, "New post", since="2020-01-01", date_precision="day")
    ally = actor("ally")
    bond = models.ActorRelation.objects.create(actor=who, other=ally, kind="allied_with", contested=True)
    evidence(source("first"), relation=bond)
    report = source("second")
    report.mentions.create(start=0, end=4, text="Text", actor=who)
    event(agents=(who,), targets=(who,), key="one", of=report)
    query = """{ actor(slug: "who") { id slug name kind aliases description country { slug } reviewStatus
      externalIds { scheme identifier url } affiliations { role since until datePrecision organisation { name } actor { slug }
      evidence { start } }
      then: affiliations(at: "2015-12-31") { role } relations { kind contested since other { slug } evidence { source {
      externalId } } }
      sources { nodes { externalId } } events { nodes { id } } } }"""
    assert data(query)["actor"] == {
        "id": who.public_id,
        "slug": "who",
        "name": "Who",
        "kind": "PERSON",
        "aliases": ["A alias", "Z alias"],
        "description": "Somebody.",
        "country": {"slug": "drc"},
        "reviewStatus": "CANDIDATE",
        "externalIds": [
            {"scheme": "geonames", "identifier": "2", "url": "https://www.geonames.org/2"},
            {"scheme": "pcode", "identifier": "CD61", "url": None},
            {"scheme": "wikidata", "identifier": "Q1", "url": "https://www.wikidata.org/wiki/Q1"},
        ],
        "affiliations": [
            {
                "role": "New post",
                "since": "2020-01-01",
                "until": None,
                "datePrecision": "DAY",
                "organisation": {"name": "United Nations"},
                "actor": {"slug": "who"},
                "evidence": [],
            },
            {
                "role": "Old post",
                "since": "2010-01-01",
                "until": "2015-12-31",
                "datePrecision": "YEAR",
                "organisation": {"name": "United Nations"},
                "actor": {"slug": "who"},
                "evidence": [],
            },
        ],
        "then": [{"role": "Old post"}],
        "relations": [
            {
                "kind": "ALLIED_WITH",
                "contested": True,
                "since": None,
                "other": {"slug": "ally"},
                "evidence": [{"source": {"externalId": "first"}}],
            }
        ],
        "sources": {"nodes": [{"externalId": "second"}]},
        "events": {"nodes": [{"id": "evt_one"}]},
    }


def test_location() -> None:
    congo = place("drc", "DR Congo", "country", country_code="CD")
    kivu = place("north-kivu", "North Kivu", "province", congo, aliases=("Nord-Kivu",))
    goma = place("goma", "Goma", "city", kivu, latitude=-1.5, longitude=29.0)
    models.LocationExternalId.objects.create(location=goma, scheme="geonames", identifier="216281")
    place("airport", "Airport", "site", goma)
    event(at=goma, key="here")
    event(at=kivu, key="around")
    query = """{ location(slug: "goma") { name kind countryCode parent { slug aliases } ancestors { slug } children { nodes {
      slug } }
      latitude longitude externalIds { url } events { nodes { id } } } north: location(slug: "north-kivu") { latitude events {
      totalCount } } }"""
    assert data(query) == {
        "location": {
            "name": "Goma",
            "kind": "CITY",
            "countryCode": "CD",
            "parent": {"slug": "north-kivu", "aliases": ["Nord-Kivu"]},
            "ancestors": [{"slug": "north-kivu"}, {"slug": "drc"}],
            "children": {"nodes": [{"slug": "airport"}]},
            "latitude": -1.5,
            "longitude": 29.0,
            "externalIds": [{"url": "https://www.geonames.org/216281"}],
            "events": {"nodes": [{"id": "evt_here"}]},
        },
        "north": {"latitude": None, "events": {"totalCount": 2}},
    }


def test_statement() -> None:
    council = organisation("un-security-council")
    goma = place("goma")
    cited = resolution(2773, 2025, council)
    made = statement(
        "“Quoted” text\nwith a line break \U0001f54a",
        key="one",
        topics=(topic("b"), topic("a")),
        resolutions=(cited,),
        addressees=(council,),
        mentions=(council,),
        stance="opposes",
        cue="",
        cameo_code="112",
        location=goma,
        speaker_text="a diplomat",
        confidence=0.1 + 0.2,
        review_status="corrected",
        kind="mixed",
        act="threaten",
        said="2024-02-01",
        until="2024-02-29",
        date_precision="month",
    )
    made.mentioned_locations.add(goma)
    query = """{ node(id: "stm_one") { ... on Statement { text kind act stance cue cameoCode speaker { id } speakerText
      speakerRole { role }
      addressees { slug } mentionedActors { slug } mentionedLocations { slug } topics { slug } resolutions { symbol } location
      { slug }
      saidOn datePrecision reviewStatus confidence evidence { extractor confidence excerpt } } } }"""
    assert data(query)["node"] == {
        "text": "“Quoted” text\nwith a line break \U0001f54a",
        "kind": "MIXED",
        "act": "THREATEN",
        "stance": "OPPOSES",
        "cue": None,
        "cameoCode": "112",
        "speaker": None,
        "speakerText": "a diplomat",
        "speakerRole": None,
        "addressees": [{"slug": "un-security-council"}],
        "mentionedActors": [{"slug": "un-security-council"}],
        "mentionedLocations": [{"slug": "goma"}],
        "topics": [{"slug": "a"}, {"slug": "b"}],
        "resolutions": [{"symbol": "S/RES/2773 (2025)"}],
        "location": {"slug": "goma"},
        "saidOn": "2024-02-01",
        "datePrecision": "MONTH",
        "reviewStatus": "CORRECTED",
        "confidence": 0.30000000000000004,
        "evidence": [{"extractor": "test", "confidence": 1.0, "excerpt": "An excerpt"}],
    }


def test_event() -> None:
    m23 = actor("m23", "M23", "armed_group")
    made = event(
        "attack_on_protected",
        key="one",
        on="2025-01-27",
        until="2025-01-28",
        agents=(m23,),
        killed=0,
        killed_low=0,
        killed_high=3,
        displaced=400_000,
        date_text="overnight",
        plover_type="ASSAULT",
        acled_event_type="Battles",
        status="called_off",
        date_precision="range",
    )
    models.Participant.objects.create(event=made, role="target", name="two drivers")
    evidence(source(), event=made)
    evidence(source(), event=made)
    query = """{ node(id: "evt_one") { ... on Event { type ploverType ploverMode acledEventType acledSubEventType status
      startsOn endsOn datePrecision
      dateText location { id } locationPrecision participants { role name actor { slug } } killed injured displaced killedLow
      killedHigh sourceCount
      evidence { start } source { language } } } }"""
    assert data(query)["node"] == {
        "type": "ATTACK_ON_PROTECTED",
        "ploverType": "ASSAULT",
        "ploverMode": None,
        "acledEventType": "Battles",
        "acledSubEventType": None,
        "status": "CALLED_OFF",
        "startsOn": "2025-01-27",
        "endsOn": "2025-01-28",
        "datePrecision": "RANGE",
        "dateText": "overnight",
        "location": None,
        "locationPrecision": "UNKNOWN",
        "participants": [
            {"role": "AGENT", "name": "M23", "actor": {"slug": "m23"}},
            {"role": "TARGET", "name": "two drivers", "actor": None},
        ],
        "killed": 0,
        "injured": None,
        "displaced": 400000,
        "killedLow": 0,
        "killedHigh": 3,
        "sourceCount": 3,
        "evidence": [{"start": 0}, {"start": 0}, {"start": 0}],
        "source": {"language": "en"},
    }


def test_resolution() -> None:
    council = organisation("un-security-council", "UN Security Council")
    cited = resolution(
        2773,
        2025,
        council,
        title="On the Great Lakes",
        adopted_on=day("2025-02-21"),
        votes_for=15,
        votes_against=0,
        abstentions=0,
    )
    demand = models.Provision.objects.create(public_id="prv_1", resolution=cited, act="call", text="a ceasefire")
    demand.addressees.add(council)
    demand.topics.add(topic("ceasefire"))
    statement(key="cites", resolutions=(cited,), of=source("first"))
    event(key="adoption", resolutions=(cited,), of=source("second"))
    source("third").mentions.create(start=0, end=4, text="2773", resolution=cited)
    query = """{ resolution(symbol: "S/RES/2773") { symbol number year status title adoptedOn url votesFor votesAgainst
      abstentions body { name }
      provisions { act text addressees { slug } topics { slug } evidence { start } } statements { nodes { id } } events { nodes
      { id } }
      sources(first: 5) { nodes { externalId } } } }"""
    found = data(query)["resolution"]
    assert sorted(each["externalId"] for each in found.pop("sources")["nodes"]) == ["first", "second", "third"]
    assert found == {
        "symbol": "S/RES/2773 (2025)",
        "number": 2773,
        "year": 2025,
        "status": "ADOPTED",
        "title": "On the Great Lakes",
        "adoptedOn": "2025-02-21",
        "url": None,
        "votesFor": 15,
        "votesAgainst": 0,
        "abstentions": 0,
        "body": {"name": "UN Security Council"},
        "provisions": [
            {
                "act": "CALL",
                "text": "a ceasefire",
                "addressees": [{"slug": "un-security-council"}],
                "topics": [{"slug": "ceasefire"}],
                "evidence": [],
            }
        ],
        "statements": {"nodes": [{"id": "stm_cites"}]},
        "events": {"nodes": [{"id": "evt_adoption"}]},
    }


def test_source() -> None:
    radio = actor("radio", "Radio", "media")
    open_source = source(
        "open",
        "2024-02-06",
        title="",
        publisher=radio,
        text="All of it.",
        text_public=True,
        licence="CC0-1.0",
        loaded_at=NOON,
        retrieved_at=NOON,
        url="https://example.org/1",
    )
    goma, m23 = place("goma"), actor("m23", kind="armed_group")
    open_source.mentions.create(start=4, end=6, text="of", location=goma)
    open_source.mentions.create(start=0, end=3, text="All", actor=m23)
    statement(key="first", of=open_source, speaker=radio)
    evidence(open_source, statement=statement(key="second"))
    event(key="one", of=open_source, at=place("beni"))
    query = """{ source(externalId: "open") { title publisher { slug } kind language url publishedOn datePrecision dateInferred
      retrievedAt loadedAt
      sha256 pipelineVersion conflictRelated licence textAvailable text mentions { text start end actor { slug } location {
      slug } resolution { id } }
      actors { slug } locations { slug } resolutions { symbol } statements { nodes { id } } events { nodes { id } } } }"""
    assert data(query)["source"] == {
        "title": None,
        "publisher": {"slug": "radio"},
        "kind": "NEWS",
        "language": "en",
        "url": "https://example.org/1",
        "publishedOn": "2024-02-06",
        "datePrecision": "DAY",
        "dateInferred": False,
        "retrievedAt": "2024-02-06T12:00:05Z",
        "loadedAt": "2024-02-06T12:00:05Z",
        "sha256": "0" * 64,
        "pipelineVersion": "test",
        "conflictRelated": True,
        "licence": "CC0-1.0",
        "textAvailable": True,
        "text": "All of it.",
        "mentions": [
            {"text": "All", "start": 0, "end": 3, "actor": {"slug": "m23"}, "location": None, "resolution": None},
            {"text": "of", "start": 4, "end": 6, "actor": None, "location": {"slug": "goma"}, "resolution": None},
        ],
        "actors": [{"slug": "m23"}, {"slug": "radio"}],
        "locations": [{"slug": "beni"}, {"slug": "goma"}],
        "resolutions": [],
        "statements": {"nodes": [{"id": "stm_first"}, {"id": "stm_second"}]},
        "events": {"nodes": [{"id": "evt_one"}]},
    }


def test_a_text_that_may_not_be_shown_is_null() -> None:
    source("closed", text="Secret.")
    assert data('{ source(externalId: "closed") { textAvailable text licence } }')["source"] == {
        "textAvailable": False,
        "text": None,
        "licence": None,
    }


def test_topic() -> None:
    peace = topic("peace", "Peace", synonyms=("paix",))
    talks = topic("talks", below=peace)
    statement(key="one", topics=(talks,))
    query = """{ topic(slug: "talks") { label parent { slug synonyms } children { slug } statements { nodes { id } } }
      top: topic(slug: "peace") { description parent { id } children { slug } statements { totalCount } } topics { nodes { slug
      } } }"""
    assert data(query) == {
        "topic": {
            "label": "Talks",
            "parent": {"slug": "peace", "synonyms": ["paix"]},
            "children": [],
            "statements": {"nodes": [{"id": "stm_one"}]},
        },
        "top": {"description": None, "parent": None, "children": [{"slug": "talks"}], "statements": {"totalCount": 0}},
        "topics": {"nodes": [{"slug": "peace"}, {"slug": "talks"}]},
    }


def test_what_is_withdrawn_or_rejected_is_nowhere() -> None:
    gone: Any = {"withdrawn_at": NOON}
    hidden, rejected = actor("hidden", **gone), actor("rejected", review_status="rejected")
    un = organisation("un")
    post(hidden, un, "Ghost")
    taken_back = post(actor("seen"), un, "Held", **gone)
    first = statement(key="one", speaker=hidden, addressees=(rejected,), speaker_role=taken_back)
    statement(key="two", review_status="rejected")
    query = """{ statements { nodes { id speaker { slug } addressees { slug } speakerRole { role } } } actors { nodes { slug } }
      a: actor(slug: "hidden") { id } b: actor(slug: "rejected") { id } node(id: "stm_two") { id } search(text: "hidden") {
      totalCount }
      asked: statements(filter: {reviewStatus: [REJECTED]}) { nodes { id } } actor(slug: "seen") { affiliations { role } }
      dataset { counts { statements actors } } }"""
    assert data(query) == {
        "statements": {"nodes": [{"id": first.public_id, "speaker": None, "addressees": [], "speakerRole": None}]},
        "actors": {"nodes": [{"slug": "seen"}, {"slug": "un"}]},
        "a": None,
        "b": None,
        "node": None,
        "search": {"totalCount": 0},
        "asked": {"nodes": [{"id": "stm_two"}]},
        "actor": {"affiliations": []},
        "dataset": {"counts": {"statements": 1, "actors": 2}},
    }


def test_statements_by_members_are_those_of_the_time() -> None:
    un, mission, envoy = organisation("un"), organisation("monusco"), actor("envoy")
    post(mission, un)
    post(envoy, mission, since="2020-01-01", until="2022-12-31")
    statement(key="in", speaker=envoy, said="2021-01-01")
    statement(key="after", speaker=envoy, said="2023-01-01")
    statement(key="own", speaker=un, said="2023-01-01")
    query = '{ actor(slug: "un") { statements { nodes { id } } statementsByMembers { nodes { id } totalCount } } }'
    assert data(query)["actor"] == {
        "statements": {"nodes": [{"id": "stm_own"}]},
        "statementsByMembers": {"nodes": [{"id": "stm_own"}, {"id": "stm_in"}], "totalCount": 2},
    }


def test_nodes_of_all_types_in_the_order_of_the_ids() -> None:
    un, goma, peace = organisation("un"), place("goma"), topic("peace")
    ids = [goma.public_id, "act_nobody", un.public_id, "xyz_1", peace.public_id, "", goma.public_id]
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Actor { name } ... on Location { name } } }"
    assert data(query, ids=ids)["nodes"] == [
        {"__typename": "Location", "id": goma.public_id, "name": "Goma"},
        None,
        {"__typename": "Actor", "id": un.public_id, "name": "Un"},
        None,
        {"__typename": "Topic", "id": peace.public_id},
        None,
        {"__typename": "Location", "id": goma.public_id, "name": "Goma"},
    ]
    many: list[Any] = [un.public_id] * 100
    assert len(data(query, ids=many)["nodes"]) == 100
