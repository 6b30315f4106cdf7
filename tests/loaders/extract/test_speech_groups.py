"""For every group of English verbs and nouns of saying a sentence that it reads and a near miss that it must leave alone."""

from __future__ import annotations

import re

import pytest

from loaders.vocab import table
from tests.loaders.extract.statement_reading import document, read

# first word and act of the group, a sentence; who says what in it, and a near miss
VERBS = """\
say | assert | The baker said the road was shut.
    The baker | the road was shut | The baker said goodbye.
write | assert | The baker wrote that the road was shut.
    The baker | the road was shut | The baker wrote a book.
put at | assert | The baker called the plan a trap.
    The baker | the plan a trap | The baker called the shop on Monday.
report | assert | The agency reported nine deaths.
    The agency | nine deaths | The cadet reported for duty.
indicate | assert | The bank indicated that rates would fall.
    The bank | rates would fall | The needle indicated north.
tell | assert | The guard told the paper that the road was shut.
    The guard | the road was shut | The guard told a story.
urge | call | The mayor urged both sides to talk.
    The mayor | both sides to talk | The mayor had the urge to talk.
call for | call | The mayor called for calm.
    The mayor | calm | The job calls for patience.
seek | call | The envoy sought a truce.
    The envoy | a truce | The envoy sought shelter.
claim | announce | The rebels claimed responsibility.
    The rebels | responsibility | The rebels claimed seats.
refuse | deny | The union refused the offer.
    The union | the offer | The horse refused the fence.
charge | accuse | The senator charged that the mayor had lied.
    The senator | the mayor had lied | The shop charged nine dollars.
ask | call | The guard asked to leave.
    The guard | to leave | The guard asked nobody.
demand | call | The board demanded that the gate be opened.
    The board | the gate be opened | The work demanded patience.
condemn | condemn | The clinic condemned the raid.
    The clinic | the raid | The old house was condemned last year.
lament | condemn | The poet lamented the loss of the river.
    The poet | the loss of the river | The poet sang a lament.
accuse | accuse | The mayor accused the firm of fraud.
    The mayor | the firm of fraud | The accused stood up.
deny | deny | The firm denied the claim.
    The firm | the claim | The river denied them passage.
accept | deny | The union does not accept the offer.
    The union | the offer | The union accepted the offer.
pledge | commit | The mayor pledged to stay.
    The mayor | to stay | The mayor kept the pledge card.
threaten | threaten | The union threatened to strike.
    The union | to strike | Rain threatened the town.
warn | warn | The mayor warned of floods.
    The mayor | floods | The mayor could warn of floods.
welcome | welcome | The mayor welcomed the truce.
    The mayor | the truce | Guests were welcome.
announce | announce | The firm announced a merger.
    The firm | a merger | The bell announced noon.
apologise for | assert | The firm apologised for the delay.
    The firm | the delay | The firm was sorry for the delay.
fume | assert | “The road is shut,” fumed the baker.
    the baker | The road is shut | The baker fumed all day.
aver | assert | The witness averred that the road was shut.
    The witness | the road was shut | The scheme averaged nine.
be ~ adamant|confident|convinced|hopeful|optimistic|certain|sure
    | assert | The mayor was adamant that the road was safe.
    The mayor | the road was safe | The mayor was certain of victory.
document | assert | The mission documented nine thefts.
    The mission | nine thefts | The document listed nine thefts.
be ~ outraged|appalled|shocked|saddened|dismayed|disturbed|horrified|angered|incensed|sickened by|at|over|that
    | condemn | The mission was appalled by the raid.
    The mission | the raid | The raid was appalling.
implicate | accuse | The report implicated the mayor.
    The report | the mayor | The tests implicated a virus in nothing.
refuse | deny | The medics refused to leave the ward.
    The medics | to leave the ward | The engine refused to start.
disclaim | deny | The firm disclaimed any part in it.
    The firm | any part in it | The disclaimer was long.
press | call | The envoy pressed both sides to talk.
    The envoy | both sides to talk | The cook pressed the oranges.
resolve | call | The council directed that the road be opened.
    The council | the road be opened | The council resolved the matter.
ask ~ for | call | The union lobbied for a ban.
    The union | a ban | The lobby was full.
offer | commit | The mayor offered to mediate.
    The mayor | to mediate | The shop is on offer.
offer | commit | The mayor offered help.
    The mayor | help | The shop offered bread.
decree | announce | The union declared a strike.
    The union | a strike | The declared income was low.
decree | announce | The council decreed that the gate would close.
    The council | the gate would close | The decree was short.
be ~ grateful|thankful to|for | welcome | The mayor was grateful for the aid.
    The mayor | the aid | The mayor was grateful.
flag | warn | The bank flagged a rise in fraud.
    The bank | a rise in fraud | The referee raised a flag.
plan | announce | The firm plans to open nine shops.
    The firm | to open nine shops | The plans were long.
hope | assert | The team hopes to win the cup.
    The team | to win the cup | Hopes were high.
expect | assert | The lender expects profits to fall.
    The lender | profits to fall | Profits fell as expected.
want | call | The mayor wants the gate to close.
    The mayor | the gate to close | Staff who want to stay may apply.
want | call | The families want justice.
    The families | justice | The families want bread.
expect | assert | The bank forecast a loss.
    The bank | a loss | The forecast was poor.
project | assert | The bank projected that rates would fall.
    The bank | rates would fall | The lamp projected a face.
express ~ hope|hopes|confidence|optimism|belief|conviction that|in|for
    | assert | The envoy expressed hope for a truce.
    The envoy | a truce | The envoy had little hope.
put | assert | The sheriff put the damage at nine million.
    The sheriff | the damage at nine million | The sheriff put the box in a van.
defend | assert | The actress defended her decision.
    The actress | her decision | The guard defended the bridge.
tear into | condemn | The senator tore into the plan.
    The senator | the plan | The dog tore a sock.
be ~ sceptical|skeptical|doubtful|dubious|wary|critical|dismissive|scornful|supportive of
    | assert | The union was wary of the offer.
    The union | the offer | The cat was wary.
order | call | The mayor ordered an inquiry.
    The mayor | an inquiry | The mayor ordered soup.
recall | assert | The nurse recalled the smell of smoke.
    The nurse | the smell of smoke | The firm recalled nine cars.
signal | assert | The envoy signalled a shift.
    The envoy | a shift | The driver signalled left.
come out against | assert | The union came out against the plan.
    The union | the plan | The fans came out in the rain.
guess | assert | The aide figured that the vote was lost.
    The aide | the vote was lost | The aide figured in a film.
defend | assert | The union dismissed the offer as a trick.
    The union | the offer as a trick | The offer was seen as a trick.
advise against | call | The doctor advised against the trip.
    The doctor | the trip | The doctor leaned against the wall.
text | assert | The aide messaged reporters that the vote was lost.
    The aide | the vote was lost | The aide sent a text.
read | assert | The letter read: “The road is shut.”
    The letter | The road is shut | The baker read “The Long Road” aloud.
have this to say | assert | The mayor had this to say: “The road is shut.”
    The mayor | The road is shut | The mayor had this to eat.
bemoan | condemn | The baker bemoaned that nobody came.
    The baker | nobody came | The baker moaned all day.
"""
NOUNS = """\
call | call | The mayor's call for calm went unheard.
    The mayor | calm | A phone call came at noon.
denial | deny | Uganda's denial of support was brief.
    Uganda | support | The denial of visas hurt students.
refusal | deny | The union's refusal to talk was brief.
    The union | to talk | The horse's refusal cost the race.
accusation | accuse | The mayor's accusation that the firm lied was brief.
    The mayor | the firm lied | The accusation was brief.
claim | assert | The mayor's claim that the road was safe was brief.
    The mayor | the road was safe | The mayor's claim was lost.
prediction | assert | The bank's prediction of a loss was wrong.
    The bank | a loss | The prediction was wrong.
fear | warn | The mayor's fears of a flood grew.
    The mayor | a flood | Fear spread.
complaint | accuse | The union's complaint about pay was heard.
    The union | pay | The complaint was heard.
threat | threaten | The union's threat to strike worked.
    The union | to strike | The threat of rain passed.
criticism | condemn | The union's criticism of the plan hurt.
    The union | the plan | The criticism hurt.
promise | commit | The mayor's promise to stay was kept.
    The mayor | to stay | The promise was kept.
warning | warn | The mayor's warning of a flood came late.
    The mayor | a flood | The warning came late.
"""

# act of the section of signs, in the order of the file; a content that it tells the act of; one without its signs
ACTS = [
    ("call", "Please wait", "Nobody waits"),
    ("call", "The road must be opened", "The road is open"),
    ("warn", "Concern about floods is growing", "Talk about floods is growing"),
    ("warn", "This is a dangerous escalation", "This is a dull afternoon"),
    ("condemn", "This is unacceptable", "This is a chair"),
    ("accuse", "Their troops are bombing villages and attacking convoys", "Their troops are sleeping"),
    ("deny", "There is no base here", "There is a base here"),
    ("commit", "We are committed to the truce", "We are in the garden"),
    ("welcome", "We welcome the truce", "We read the truce"),
    ("threaten", "We will crush them", "We will meet them"),
    ("announce", "We have decided on a date", "We have dates"),
    ("call", "Drivers are urged to slow down", "Drivers are slow"),
    ("accuse", "They turned a blind eye", "They turned left"),
    ("condemn", "There can be no justification of this", "There can be tea after this"),
    ("warn", "We are deeply worried", "We are nearly done"),
    ("threaten", "They will face the consequences", "They will face the wall"),
    ("commit", "Our army remains determined", "Our army remains outside"),
    ("welcome", "Our people are grateful to the donors", "Our people are close to the donors"),
    ("deny", "The claims are baseless", "The claims are many"),
    ("announce", "The gate will not be opened", "The gate is green"),
]


def _rows(text: str) -> list[tuple[str, ...]]:
    """The rows of a table, each with its second line joined on; a bar inside a cue has no spaces around it."""
    joined = text.replace("\n    | ", " | ").replace("\n    ", " | ")
    return [tuple(part.strip() for part in line.split(" | ")) for line in joined.splitlines()]


def _said(text: str) -> list[tuple[str, str]]:
    return [(" & ".join(ref.text for ref in one.speakers), one.text) for one in read(document(text))]


@pytest.mark.parametrize("row", [*_rows(VERBS), *_rows(NOUNS)])
def test_group(row: tuple[str, ...]) -> None:
    _, _, text, speaker, content, near = row
    assert (speaker, content) in _said(text)
    assert _said(near) == []


@pytest.mark.parametrize(("kind", "rows"), [("verbs", VERBS), ("nouns", NOUNS)])
def test_every_group_has_its_rows(kind: str, rows: str) -> None:
    groups = table("speech")["en"][kind]
    assert sorted(row[:2] for row in _rows(rows)) == sorted((group["words"][0], group["act"]) for group in groups)


@pytest.mark.parametrize(("number", "row"), list(enumerate(ACTS)))
def test_signs_of_an_act(number: int, row: tuple[str, str, str]) -> None:
    act, content, near = row
    told, quiet = (_act_of(text) for text in (content, near))
    assert (told, quiet != act) == (act, True)
    assert _shows(number, content)
    assert not _shows(number, near)


def test_every_section_of_signs_has_its_row() -> None:
    assert [row[0] for row in ACTS] == [group["act"] for group in table("acts")["en"]]


def _act_of(content: str) -> str:
    return str(next(one.act for one in read(document(f"“{content},” the envoy said."))))


def _shows(number: int, content: str) -> bool:
    """Whether a content has a sign of a section."""
    group = table("acts")["en"][number]
    find = re.match if group["scope"] == "start" else re.search
    return any(find(pattern, content.lower()) for pattern in group["patterns"])
