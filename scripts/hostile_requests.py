"""Hostile requests and what must become of each: scripts/hostile.py sends them to a running server, a test to Django."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from typing import Any

ANSWERED = "answered"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
GRAPHQL = "/graphql/"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A request and the codes that its answer may carry, with spaces between them; `answered`: there is no error."""

    name: str
    body: bytes
    expected: str
    method: str = "POST"
    path: str = GRAPHQL
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": JSON})


def _body(query: str, **variables: Any) -> str:
    return json.dumps({"query": query, "variables": variables})


def _doubling(number: int) -> str:
    fragments = " ".join(f"fragment F{n} on Actor {{ ...F{n + 1} ...F{n + 1} }}" for n in range(number))
    return f'{{ actor(slug: "a") {{ ...F0 }} }} {fragments} fragment F{number} on Actor {{ id }}'


def _doubling_fields(number: int) -> str:
    fragments = " ".join(
        f"fragment F{n} on Actor {{ a: country {{ id }} b: statements {{ nodes {{ speaker {{ ...F{n + 1} }} }} }} ...F{n + 1} }}"
        for n in range(number)
    )
    return f'{{ actor(slug: "a") {{ ...F0 }} }} {fragments} fragment F{number} on Actor {{ id }}'


def _nested(levels: int) -> str:
    return "{ statements { nodes " + "{ speaker { statements { nodes " * levels + "{ id }" + " } } }" * levels + " } }"


def _many(part: str, number: int) -> str:
    return "{ " + " ".join(part.replace("#", str(n)) for n in range(number)) + " }"


def _filter(levels: int) -> str:
    return "{ statements(filter: " + "{not: " * levels + "{}" + "}" * levels + ") { totalCount } }"


def _of_type(levels: int) -> str:
    return '{ __type(name: "Query") { fields { type ' + "{ ofType " * levels + "{ name }" + " }" * levels + " } } }"


def _wide(times: int) -> str:
    parts = " ".join(f"a{n}: country {{ ...L }}" for n in range(29))
    leaves = "id name slug kind countryCode latitude longitude " * times
    return f'{{ actor(slug: "a") {{ {parts} }} }} fragment L on Location {{ {leaves} }}'


def _filtered_fragments() -> str:
    spreads = " ".join(f'b{n}: actor(slug: "a") {{ ...F }}' for n in range(15))
    ors = ", ".join('{about: "a"}' for _ in range(10))
    return f"{{ {spreads} }} fragment F on Actor {{ statementsByMembers(filter: {{or: [{ors}]}}) {{ totalCount }} }}"


def _raw(query: str, name: str, value: str) -> str:
    return f'{{"query": "{query}", "variables": {{"{name}": {value}}}}}'


ANY = "query($f: [StatementFilter!]) { statements(filter: {or: $f}) { totalCount } }"
ABOUT = "query($t: String) { statements(filter: {about: $t}) { totalCount } }"
SLUGS = "query($s: [String!]) { actors(filter: {slug: $s}) { totalCount } }"
NEAR = "query($n: Float!) { locations(filter: {near: {latitude: 0, longitude: 0, km: $n}}) { totalCount } }"
LONE = '"\\ud800"'
INTROSPECTION = "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }"
BIG = "9" * 400
CURSOR = "eyJhIjoxfQ"

TABLE: list[tuple[str, str, str]] = [
    ("10 fragments that double", _body(_doubling(10)), ANSWERED),
    ("22 fragments that double", _body(_doubling(22)), ANSWERED),
    ("40 fragments that double", _body(_doubling(40)), ANSWERED),
    ("10 fragments that double their fields", _body(_doubling_fields(10)), "TOO_COMPLEX"),
    ("22 fragments that double their fields", _body(_doubling_fields(22)), "TOO_COMPLEX"),
    ("40 fragments that double their fields", _body(_doubling_fields(40)), "TOO_COMPLEX"),
    ("four levels that fan out", _body(_nested(2).replace("nodes", "nodes", 1)), "TOO_COMPLEX"),
    ("forty levels that fan out", _body(_nested(40)), "TOO_COMPLEX"),
    ("200 levels", _body("{ a " * 200 + "}" * 200), "TOO_COMPLEX"),
    ("2,000 levels that never end", _body("{ a " * 1_900), "SYNTAX"),
    ("30 roots", _body(_many("a#: statements { totalCount }", 30)), "TOO_COMPLEX"),
    ("500 aliases", _body(_many("a#: __typename", 500)), "TOO_COMPLEX"),
    ("500 aliases below", _body('{ actor(slug: "a") ' + _many("a#: name", 500) + " }"), "TOO_COMPLEX"),
    ("450 repeated fields", _body(_many("statements { totalCount }", 450)), "TOO_COMPLEX"),
    ("250 repeated fields in inline fragments", _body(_many("... { dataset { version } }", 250)), "TOO_COMPLEX"),
    (
        "60 repeated fields below, in inline fragments",
        _body('{ actor(slug: "a") ' + _many("... { country { id } }", 60) + " }"),
        ANSWERED,
    ),
    (
        "repeated fields in many fragments",
        _body(
            '{ actor(slug: "a") '
            + _many("...F#", 40)
            + " } "
            + " ".join(f"fragment F{n} on Actor {{ country {{ id name }} }}" for n in range(40))
        ),
        ANSWERED,
    ),
    ("600 bad directives", _body("{ __typename " + "@no " * 600 + "}"), "TOO_COMPLEX"),
    ("20 bad directives", _body("{ __typename " + "@no " * 20 + "}"), "INVALID"),
    ("90 variables", _body("query(" + " ".join(f"$a{n}: Int" for n in range(90)) + ") { __typename }"), "INVALID"),
    ("a body of 100,000 brackets", "[" * 100_000, "TOO_COMPLEX"),
    ("a body of 60,000 brackets", "[" * 60_000, "BAD_REQUEST"),
    ("variables of 20,000 brackets", _raw("{ __typename }", "a", "[" * 20_000 + "]" * 20_000), "BAD_REQUEST"),
    ("variables of 200 brackets", _raw("{ __typename }", "a", "[" * 200 + "]" * 200), "TOO_COMPLEX"),
    ("a literal of 900 brackets", _body("{ nodes(ids: " + "[" * 900 + "]" * 900 + ") { id } }"), "SYNTAX"),
    ("a filter 9 deep", _body(_filter(9)), "BAD_ARGUMENT"),
    ("a filter 500 deep", _body(_filter(500)), "TOO_COMPLEX"),
    ("a filter of 101 ors", _body(ANY, f=[{}] * 101), "TOO_COMPLEX"),
    (
        "a filter that fans out: 12 times 12 times 12",
        _body(
            ANY,
            f=[{"or": [{"or": [{"about": "a"}] * 12}] * 12}] * 12,
        ),
        "TOO_COMPLEX",
    ),
    ("48 searches in one filter", _body(ANY, f=[{"about": "peace"}] * 48), ANSWERED),
    ("filters in fragments", _body(_filtered_fragments()), "TOO_COMPLEX"),
    ("1,045 fields by a fragment", _body(_wide(5)), ANSWERED),
    ("1,654 fields by a fragment", _body(_wide(8)), "TOO_COMPLEX"),
    ("a list of 101 values", _body(SLUGS, s=["a"] * 101), "BAD_ARGUMENT"),
    ("a text of 60,000 characters", _body(ABOUT, t="a " * 30_000), "BAD_ARGUMENT"),
    ("words that must not stand, 500 of them", _body(ABOUT, t="-a " * 100), ANSWERED),
    ("NUL in a filter", _body('{ actors(filter: {name: "a\\u0000"}) { totalCount } }'), "BAD_ARGUMENT"),
    ("NUL in a search", _body('{ search(text: "a\\u0000") { totalCount } }'), "BAD_ARGUMENT"),
    ("NUL in a variable", _body("query($t: String!) { search(text: $t) { totalCount } }", t="a\0"), "BAD_ARGUMENT"),
    ("NUL in a cursor", _body('{ actors(after: "a\\u0000") { totalCount } }'), "BAD_ARGUMENT"),
    ("a lone surrogate in the query", '{"query": "{ search(text: \\"\\ud800\\") { totalCount } }"}', "BAD_REQUEST"),
    ("a lone surrogate in a variable", _raw("query($t: String!) { search(text: $t) { totalCount } }", "t", LONE), "BAD_REQUEST"),
    ("a lone surrogate by GraphQL's escape", '{"query": "{ search(text: \\"\\\\ud800\\") { totalCount } }"}', "SYNTAX"),
    ("first: 400 digits", _body(f"{{ statements(first: {BIG}) {{ totalCount }} }}"), "INVALID"),
    ("first: 400 digits in a variable", _raw("query($n: Int) { statements(first: $n) { totalCount } }", "n", BIG), "BAD_REQUEST"),
    ("first: 2^31 - 1", _body("{ statements(first: 2147483647) { totalCount } }"), "BAD_ARGUMENT"),
    ("first: -1", _body("{ statements(first: -1) { totalCount } }"), "BAD_ARGUMENT"),
    ("min: 2^31", _body("query($n: Int) { events(filter: {minKilled: $n}) { totalCount } }", n=2**31), "BAD_VARIABLES"),
    ("a number without end", _body(NEAR, n=1e300), "BAD_ARGUMENT"),
    ("NaN", '{"query": "query($n: Float!) { __typename }", "variables": {"n": NaN}}', "BAD_REQUEST"),
    ("a cursor that is an offset", _body('{ statements(after: "9223372036854775808") { nodes { id } } }'), "BAD_CURSOR"),
    ("a cursor of something else", _body(f'{{ statements(after: "{CURSOR}") {{ nodes {{ id }} }} }}'), "BAD_CURSOR"),
    ("a cursor of 60,000 characters", _body('{ statements(after: "' + "W1tb" * 15_000 + '") { nodes { id } } }'), "BAD_CURSOR"),
    ("SQL in a cursor", _body("{ statements(after: \"' OR 1=1 --\") { nodes { id } } }"), "BAD_CURSOR"),
    ("deep introspection", _body(INTROSPECTION), "INVALID"),
    ("deep types", _body(_of_type(40)), "TOO_COMPLEX"),
    ("introspection 20 times", _body(_many("a#: __schema { types { fields { name args { name } } } }", 20)), ANSWERED),
    ("a batch", json.dumps([{"query": "{ __typename }"}] * 100), "BAD_REQUEST"),
    ("a mutation", _body("mutation { a }"), "INVALID"),
    ("a subscription", _body("subscription { a }"), "INVALID"),
    ("a fragment within itself", _body("{ ...A } fragment A on Query { ...A }"), "INVALID"),
    ("two operations", _body("query A { __typename } query B { __typename }"), "INVALID"),
    ("100 operations", _body(" ".join(f"query A{n} {{ __typename }}" for n in range(100))), "INVALID"),
    ("a pattern that backtracks", _body('{ actors(filter: {search: "(a+)+$%_\\\\"}) { totalCount } }'), ANSWERED),
    ("groups by everything", _body("{ statementCounts(groupBy: [DAY, SPEAKER, TOPIC, ORGANISATION]) { count } }"), ANSWERED),
    ("comments without end", _body("{ __typename } " + "#\n" * 20_000), "TOO_COMPLEX"),
    ("commas without end", _body("{ __typename " + "," * 60_000 + "}"), ANSWERED),
    ("a block string without end", _body('{ search(text: """' + "\\n " * 15_000 + '""") { totalCount } }'), "BAD_ARGUMENT"),
]  # fmt: skip


# ---------------------------------------------------------------- operations that mean work for the database

HEAVY = "TIMEOUT TOO_COMPLEX answered"  # whichever it is, it must come soon
COUNTED = "(first: 1) { totalCount }"
COUNTS = f"statements{COUNTED} events{COUNTED} statementsByMembers{COUNTED}"
COMMON = [
    "the",
    "of",
    "to",
    "in",
    "a",
    "and",
    "peace",
    "war",
    "mission",
    "people",
    "force",
    "talk",
    "town",
    "group",
    "army",
    "state",
]
WORDS = " OR ".join(f"{word}*" for word in COMMON)
DENIED = ", ".join(f'{{not: {{about: "word{n}"}}}}' for n in range(45))
EARTH = "{location: {near: {latitude: 0, longitude: 0, km: 20040}}}"
CIRCLES = ", ".join(f"{{location: {{near: {{latitude: {n}, longitude: {n}, km: 20000}}}}}}" for n in range(20))
BODIES = ", ".join(
    f'{{speaker: {{memberOf: "{slug}"}}}}' for slug in ("un", "drc", "m23", "rwanda", "african-union", "sadc", "usa")
)
BY_RELEVANCE = "{ statements(filter: {about: $t}, orderBy: RELEVANCE, first: 200) { totalCount nodes { text } } }"
SCRIPTS = "\u0915\u094d \u202e\u05d0 \U0001f600 e\u0301" * 40
CHAIN = "mentions { actor { affiliations { organisation { relations { other { name } } } } } }"
WORK: list[tuple[str, str]] = [
    ("counts below every actor", f"{{ actors(first: 200) {{ nodes {{ {COUNTS} }} }} }}"),
    ("counts below those who speak most", f"{{ actors(first: 200, orderBy: STATEMENTS_DESC) {{ nodes {{ {COUNTS} }} }} }}"),
    ("counts below statements", f"{{ statements(first: 200) {{ nodes {{ speaker {{ {COUNTS} }} }} }} }}"),
    ("counts below sources", f"{{ sources(first: 200) {{ nodes {{ publisher {{ {COUNTS} }} }} }} }}"),
    ("12 roots, each counted", _many('a#: statements(first: 1, filter: {not: {about: "word#"}}) { totalCount }', 12)),
    ("20 roots, each counted", _many('a#: statements(first: 1, filter: {not: {about: "word#"}}) { totalCount }', 20)),
    ("20 roots, each all of it counted", _many("a#: statements(first: 1, filter: {not: {act: []}}) { totalCount }", 20)),
    ("3 roots, each a search", _many(f'a#: search(text: "{WORDS}", first: 200) {{ totalCount }}', 3)),
    ("20 roots, each a search", _many('a#: search(text: "peace # OR the OR of", first: 200) { totalCount }', 20)),
    ("a search for all common words", f'{{ search(text: "{WORDS}", first: 200) {{ totalCount nodes {{ __typename }} }} }}'),
    ("a filter of common words", f'{{ statements(filter: {{about: "{WORDS}"}}) {{ totalCount }} }}'),
    ("common words by relevance", BY_RELEVANCE.replace("$t", f'"{WORDS}"')),
    ("45 times what is not there", f"{{ statements(filter: {{and: [{DENIED}]}}, first: 200) {{ totalCount nodes {{ id }} }} }}"),
    ("parts of any name", '{ actors(filter: {search: "%_%"}, orderBy: EVENTS_DESC, first: 200) { totalCount nodes { name } } }'),
    ("the whole earth", f"{{ events(filter: {EARTH}, first: 200) {{ totalCount nodes {{ location {{ name }} }} }} }}"),
    ("all but the whole earth", f"{{ events(filter: {{not: {EARTH}}}, first: 200) {{ totalCount nodes {{ id }} }} }}"),
    ("20 circles", f"{{ events(filter: {{or: [{CIRCLES}]}}) {{ totalCount }} }}"),
    ("statements by all, 3 times", _many("a#: statementCounts(groupBy: [DAY, SPEAKER, TOPIC, PUBLISHER]) { count }", 3)),
    ("statements by all, 10 times", _many("a#: statementCounts(groupBy: [DAY, SPEAKER, TOPIC, PUBLISHER]) { count }", 10)),
    ("events by all, 3 times", _many("a#: eventCounts(groupBy: [DAY, AGENT, TARGET, LOCATION]) { count killed }", 3)),
    ("all of the dataset, 20 times", _many("a#: dataset { counts { events statements sources actors } }", 20)),
    ("events by all, 10 times", _many("a#: eventCounts(groupBy: [DAY, AGENT, TARGET, LOCATION]) { count killed }", 10)),
    ("members of all", f"{{ statements(filter: {{or: [{BODIES}]}}, first: 200) {{ totalCount nodes {{ id }} }} }}"),
    ("lists upon lists", f"{{ sources(first: 2) {{ nodes {{ {CHAIN} }} }} }}"),
    ("events by number of sources", "{ events(first: 200, orderBy: SOURCES_DESC) { totalCount nodes { id } } }"),
    ("a page from behind", "{ statements(last: 200, orderBy: SAID_ON_ASC) { nodes { id } pageInfo { hasNextPage } } }"),
    ("words of other scripts", f'{{ statements(filter: {{about: "{SCRIPTS}"}}) {{ totalCount }} }}'),
    ("quotes that never end", "{ statements(filter: {about: \"" + '\\"' * 3_000 + "\"}) { totalCount } }"),
]  # fmt: skip

# ---------------------------------------------------------------- what is no request as we know them

PING = b'{"query": "{ __typename }"}'
BOMB = gzip.compress(b" " * 50_000_000)
PARTS = b'--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{"query": "{ __typename }"}\r\n--x--\r\n'
QUESTION = "query=%7B__typename%7D"
FORMS: list[Hostile] = [
    Hostile("a gzip bomb", BOMB[:60_000], "BAD_REQUEST", headers={"Content-Type": JSON, "Content-Encoding": "gzip"}),
    Hostile("multipart", PARTS, "BAD_REQUEST", headers={"Content-Type": "multipart/form-data; boundary=x"}),
    Hostile("a form", QUESTION.encode(), "BAD_REQUEST", headers={"Content-Type": FORM}),
    Hostile("plain text", PING, "BAD_REQUEST", headers={"Content-Type": "text/plain"}),
    Hostile("no type", PING, "BAD_REQUEST", headers={}),
    Hostile("another encoding", PING, "BAD_REQUEST", headers={"Content-Type": "application/json; charset=utf-16"}),
    Hostile("bytes that are no text", b'{"query": "\xff\xfe"}', "BAD_REQUEST"),
    Hostile("UTF-16", '{"query": "{ __typename }"}'.encode("utf-16"), "BAD_REQUEST"),
    Hostile("nothing", b"", "BAD_REQUEST"),
    Hostile("NULs", b"\0" * 60_000, "BAD_REQUEST"),
    Hostile("a form that nobody has", PING, "BAD_REQUEST", headers={"Content-Type": JSON, "Accept": "image/png"}),
    Hostile("accepts without end", PING, "BAD_REQUEST", headers={"Content-Type": JSON, "Accept": "a/b;q=x," * 5_000}),
    Hostile("a key that is none", PING, "NOT_ALLOWED", headers={"Content-Type": JSON, "Authorization": "Bearer " + "x" * 8_000}),
    Hostile("a key with quotes", PING, "NOT_ALLOWED", headers={"Content-Type": JSON, "Authorization": "Bearer ' OR 1=1 --"}),
    Hostile("tags without end", PING, ANSWERED, headers={"Content-Type": JSON, "If-None-Match": '"x",' * 10_000}),
    *(Hostile(method, PING, "BAD_REQUEST", method=method) for method in ("PUT", "DELETE", "PATCH", "PROPFIND")),
    Hostile("a GET without a question", b"", "BAD_REQUEST", method="GET", path=f"{GRAPHQL}?query="),
    Hostile("a mutation by GET", b"", "INVALID", method="GET", path=f"{GRAPHQL}?query=mutation%7Ba%7D"),
    Hostile("variables by GET that are none", b"", "BAD_REQUEST", method="GET", path=f"{GRAPHQL}?{QUESTION}&variables=%5B%5B"),
    Hostile("bytes by GET that are no text", b"", "SYNTAX", method="GET", path=f"{GRAPHQL}?query=%ff%fe"),
    Hostile("a NUL by GET", b"", "SYNTAX", method="GET", path=f"{GRAPHQL}?query=%00"),
    Hostile("a known document that is none", b"", "BAD_REQUEST", method="GET",
            path=f"{GRAPHQL}?extensions=%7B%22persistedQuery%22%3A%7B%22version%22%3A1%2C%22sha256Hash%22%3A%22x%22%7D%7D"),
    Hostile("parameters without end", b"", "TOO_COMPLEX 414", method="GET", path=f"{GRAPHQL}?query=" + "a" * 66_000),
]  # fmt: skip

_DOWNLOADS: list[tuple[str, str, str]] = [
    ("a parameter that there is not", "/statements.csv?shoeSize=7", "BAD_ARGUMENT"),
    ("SQL for a parameter", "/statements.csv?' OR 1=1 --=7".replace(" ", "%20"), "BAD_ARGUMENT"),
    ("a limit that is none", "/events.csv?limit=99999999999999999999", "BAD_ARGUMENT"),
    ("NaN for a place", "/events.geojson?location.near=NaN,0,1", "BAD_ARGUMENT"),
    ("a box of three sides", "/events.geojson?location.bbox=1,2,3", "BAD_ARGUMENT"),
    ("NUL in a parameter", "/statements.csv?about=%00", "BAD_ARGUMENT"),
    ("bytes that are no text", "/statements.csv?about=%ff%fe&limit=1", "answered"),
    ("101 values", "/statements.csv?speaker.slug=" + ",".join(["a"] * 101), "BAD_ARGUMENT"),
    ("a day that is none", "/statements.csv?saidOn.from=2024-02-30", "BAD_ARGUMENT"),
    ("the whole earth", "/events.geojson?location.near=0,0,20040&limit=500", "answered"),
    ("the longest address", "/statements.csv?about=" + "a" * 66_000, "TOO_COMPLEX 414"),
]  # fmt: skip
DOWNLOADS = [
    Hostile(f"download: {name}", b"", expected, method="GET", path=path, headers={}) for name, path, expected in _DOWNLOADS
]

OPERATIONS = [Hostile(name, text.encode(), expected) for name, text, expected in TABLE]
OPERATIONS += [Hostile(name, _body(query).encode(), HEAVY) for name, query in WORK]
REQUESTS = [*OPERATIONS, *FORMS, *DOWNLOADS]
