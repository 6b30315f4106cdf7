"""What each rule of statements fires on, and what it must leave alone: tables of sentences."""

from __future__ import annotations

import pytest

from tests.loaders.extract.statement_reading import said

ENGLISH = [
    # a verb of saying and its clause
    (
        "The minister said that the road was closed.",
        [("verb-clause", "The minister", "the road was closed")],
    ),
    (
        "The army said on Monday it had left the town.",
        [("verb-clause", "The army", "it had left the town")],
    ),
    (
        "The envoy told the Council that rebels had reached the lake, causing panic.",
        [("verb-clause", "The envoy", "rebels had reached the lake, causing panic")],
    ),
    (
        "The rebels said they had taken the bridge, but an official in the capital insisted that the army still held it.",
        [
            ("verb-clause", "The rebels", "they had taken the bridge"),
            ("verb-clause", "an official in the capital", "the army still held it"),
        ],
    ),
    # an infinitive
    ("The group vowed to stay in the valley.", [("verb-inf", "The group", "to stay in the valley")]),
    ("The Council voted to extend the embargo.", []),
    ("The Council voted to urge both sides to talk.", [("verb-np-inf", "The Council", "both sides to talk")]),
    # a noun phrase
    (
        "The mission condemned the attack on the convoy.",
        [("verb-np", "The mission", "the attack on the convoy")],
    ),
    (
        "The envoy expressed deep concern over the fighting in the hills.",
        [("verb-np", "The envoy", "the fighting in the hills")],
    ),
    (
        "The head of the agency called for an immediate truce amid rising tensions.",
        [("verb-np", "The head of the agency", "an immediate truce")],
    ),
    (
        "He voiced support for the talks and reiterated the mission's commitment to the plan.",
        [("verb-np", "He", "support for the talks"), ("verb-np", "He", "the mission's commitment to the plan")],
    ),
    ("Kenya denied backing the rebels.", [("verb-np", "Kenya", "backing the rebels")]),
    ("This unrest highlights the fragile nature of the truce.", []),
    ("The government announced on Friday a reform of the army.", [("verb-np", "The government", "a reform of the army")]),
    ("The leaders sought an immediate ceasefire.", [("verb-np", "The leaders", "an immediate ceasefire")]),
    ("The family sought shelter in a church.", []),
    ("The storm threatens crops across the south.", []),
    # somebody who is asked
    (
        "The envoy called on the rebels to leave the town and to respect the accord.",
        [("verb-np-inf", "The envoy", "the rebels to leave the town and to respect the accord")],
    ),
    ("The bus called at the market to pick up traders.", []),
    # somebody or something that is called something
    (
        'The opposition called the vote "a farce" on Sunday.',
        [("verb-np-as", "The opposition", 'the vote "a farce"')],
    ),
    ("The clerk called the next number.", []),
    # a participle
    (
        "The Council adopted a resolution, calling for the withdrawal of troops.",
        [("verb-np", "The Council", "the withdrawal of troops")],
    ),
    ("The river rose, calling to mind the flood of last year.", []),
    # not said, supposed, to come
    ("The minister did not say that the road was closed.", []),
    ("If the minister says that the road is closed, traders will stay away.", []),
    ("The spokesman declined to comment.", []),
    ("The president would say that the war was lost.", []),
    # the cue after or inside what is said
    ("Roads were blocked, the mayor said.", [("parenthetical", "the mayor", "Roads were blocked")]),
    (
        "The convoy, three people briefed on the plan said, will leave at dawn.",
        [("parenthetical", "three people", "The convoy will leave at dawn")],
    ),
    ("Roads were blocked, the mayor left.", []),
    # a passive
    ("The raid was condemned by a local group.", [("passive", "a local group", "The raid")]),
    ("The raid was condemned.", []),
    (
        "The colonel was accused by prosecutors of looting the market.",
        [("passive", "prosecutors", "The colonel of looting the market")],
    ),
    ("The raid was planned by a local group.", []),
    # no verb of saying
    (
        "According to a diplomat, the talks are stuck.",
        [("according-to", "a diplomat", "the talks are stuck")],
    ),
    (
        "More than 300 fighters gave up their weapons, according to the mission.",
        [("according-to", "the mission", "More than 300 fighters gave up their weapons")],
    ),
    (
        "According to the network, a monitoring group based abroad, four soldiers died.",
        [("according-to", "the network", "four soldiers died")],
    ),
    ("The parts were sorted according to size.", []),
    # a noun of saying
    (
        "The talks follow a call by the group for further dialogue.",
        [("noun", "the group", "further dialogue")],
    ),
    ("Despite Rwanda's denial of support for the rebels, the border is closed.", [("noun", "Rwanda", "support for the rebels")]),
    ("The call for further dialogue came late.", []),
    # a verb that the vocabulary lacks
    ("The trustees stipulated that the hall was closed.", [("verb-unlisted", "The trustees", "the hall was closed")]),
    ("The pilot radioed that the engine was on fire.", [("verb-clause", "The pilot", "the engine was on fire")]),
    ("The pilot knew that the engine was on fire.", []),
    # documents speak for their owners
    (
        "The office issued a statement calling for calm in the province.",
        [("verb-np", "The office", "calm in the province")],
    ),
    (
        "A vote in the European Parliament urged Brussels to freeze the deal.",
        [("verb-np-inf", "the European Parliament", "Brussels to freeze the deal")],
    ),
    # joint speakers
    (
        "The Kenyan president and the Ugandan president called for a truce.",
        [("verb-np", "The Kenyan president & the Ugandan president", "a truce")],
    ),
    ("No group claimed responsibility for the attack.", []),
]

QUOTATIONS = [
    ('"The road is closed," said the mayor.', [("quotation-cue-after", "the mayor", "The road is closed")]),
    ('"The road is closed," the mayor said in a statement.', [("quotation-cue-after", "the mayor", "The road is closed")]),
    ("“The road is closed,” the mayor said.", [("quotation-cue-after", "the mayor", "The road is closed")]),
    ("''The road is closed,'' the mayor said.", [("quotation-cue-after", "the mayor", "The road is closed")]),
    ('"Is it closed?" asked the mayor.', [("quotation-cue-after", "the mayor", "Is it closed?")]),
    (
        '"The road," the mayor added, "is closed for now."',
        [("quotation-cue-after", "the mayor", "The road is closed for now")],
    ),
    (
        '"The road is closed," she said. "Nobody may pass."',
        [("quotation-cue-after", "she", "The road is closed Nobody may pass")],
    ),
    ('The mayor added, "The road is closed."', [("quotation-cue-before", "The mayor", "The road is closed")]),
    ('The mayor told us: "The road is closed."', [("quotation-cue-before", "The mayor", "The road is closed")]),
    (
        'The minister on the radio: "The road is closed."',
        [("quotation-colon", "The minister on the radio", "The road is closed")],
    ),
    ('"The road is closed," sniffed the mayor.', [("quotation-verb", "the mayor", "The road is closed")]),
    (
        'The mayor said the road was "closed for good".',
        [("verb-clause", "The mayor", 'the road was "closed for good"')],
    ),
    (
        'The mayor warns that "whoever passes will be fined."',
        [("verb-clause", "The mayor", "whoever passes will be fined")],
    ),
    # terms, titles, verbs inside quotations
    ('The so-called "safe zone" was bombed.', []),
    ('The film "A Long Road" won three prizes.', []),
    ('Traders speak of "the tax".', []),
    (
        '"My cousin said that the road is closed," the trader said.',
        [("quotation-cue-after", "the trader", "My cousin said that the road is closed")],
    ),
]

FRENCH = [
    (
        "Le ministre a déclaré que la route était fermée.",
        [("verb-clause", "Le ministre", "la route était fermée")],
    ),
    ("Le ministre n'a pas dit que la route était fermée.", []),
    (
        "Le général a appelé la population à soutenir l'armée et à dénoncer tout mouvement suspect.",
        [("verb-np-inf", "Le général", "la population à soutenir l'armée et à dénoncer tout mouvement suspect")],
    ),
    (
        "Il demande aux autorités de renforcer la sécurité.",
        [("verb-np-inf", "Il", "aux autorités de renforcer la sécurité")],
    ),
    ("Le mouvement dit avoir pris la ville.", [("verb-inf", "Le mouvement", "avoir pris la ville")]),
    (
        "Le Conseil a condamné l'attaque et demandé aux groupes armés de déposer les armes.",
        [
            ("verb-np", "Le Conseil", "l'attaque"),
            ("verb-np-inf", "Le Conseil", "aux groupes armés de déposer les armes"),
        ],
    ),
    (
        "Selon un responsable local, dix maisons ont brûlé.",
        [("according-to", "un responsable local", "dix maisons ont brûlé")],
    ),
    (
        "D'après le bilan dressé par les autorités provinciales, neuf personnes sont mortes.",
        [("according-to", "les autorités provinciales", "neuf personnes sont mortes")],
    ),
    ("Les pièces sont triées selon la taille.", []),
    ("« La route est fermée », a déclaré le maire.", [("quotation-cue-after", "le maire", "La route est fermée")]),
    ("« La route est fermée », a déclaré mercredi le maire.", [("quotation-cue-after", "le maire", "La route est fermée")]),
    ("« La route est fermée », a-t-elle ajouté.", [("quotation-cue-after", "elle", "La route est fermée")]),
    (
        "« La guerre ne résout rien, insiste le prêtre. Il faut parler. »",
        [("quotation-cue-inside", "le prêtre", "La guerre ne résout rien Il faut parler")],
    ),
    (
        "Ces attaques visent, dit-elle, à saboter les efforts entrepris.",
        [("parenthetical", "elle", "Ces attaques visent à saboter les efforts entrepris")],
    ),
    ("Le film « La Longue Route » a remporté un prix.", []),
    (
        "Kinshasa accuse Kigali de soutenir les rebelles, ce que le Rwanda nie.",
        [("verb-np", "Kinshasa", "Kigali de soutenir les rebelles")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_reported_speech(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(("text", "expected"), QUOTATIONS)
def test_quotations(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text, language="fr") == expected
