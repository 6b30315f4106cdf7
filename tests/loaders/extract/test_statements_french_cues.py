"""French verbs of saying, what they take, and what must not be taken for one."""

from __future__ import annotations

import pytest

from tests.loaders.extract.statement_reading import document, read

# A sentence; of each statement in it the rule, speakers, kind, act and text.
ROWS = [
    # somebody is accused, what somebody is called
    (
        "L'opposition accuse le gouvernement de vouloir reporter le scrutin.",
        [("verb-np", "L'opposition", "indirect", "accuse", "le gouvernement de vouloir reporter le scrutin")],
    ),
    (
        "Le Burundi a fermé sa frontière avec le Rwanda, qu'il accuse de soutenir les rebelles.",
        [("verb-inf", "Le Burundi", "indirect", "accuse", "de soutenir les rebelles")],
    ),
    (
        "Le député lui reproche de jeter de l'huile sur le feu.",
        [("verb-inf", "Le député", "indirect", "accuse", "de jeter de l'huile sur le feu")],
    ),
    (
        "Le mouvement, que le préfet qualifie de « bande armée », a quitté la ville.",
        [("verb-np-as", "le préfet", "direct", "assert", "bande armée")],
    ),
    ("Le député a parlé d'une « comédie ».", [("verb-np", "Le député", "mixed", "assert", "une « comédie »")]),
    ("Le député a parlé pendant une heure.", []),
    # calls
    (
        "Le diplomate a appelé les parties à la retenue.",
        [("verb-np", "Le diplomate", "indirect", "call", "les parties à la retenue")],
    ),
    ("Le maire a appelé la population au calme.", [("verb-np", "Le maire", "indirect", "call", "la population au calme")]),
    ("Le maire a appelé un taxi.", []),
    (
        "L'évêque a exhorté les fidèles à prier pour la paix.",
        [("verb-np-inf", "L'évêque", "indirect", "call", "les fidèles à prier pour la paix")],
    ),
    (
        "L'Union africaine a réclamé le retrait immédiat des troupes.",
        [("verb-np", "L'Union africaine", "indirect", "call", "le retrait immédiat des troupes")],
    ),
    (
        "Le ministre exige le départ de la force régionale.",
        [("verb-np", "Le ministre", "indirect", "call", "le départ de la force régionale")],
    ),
    (
        "Le président a lancé un appel pressant à la communauté internationale.",
        [("verb-np", "Le président", "indirect", "call", "la communauté internationale")],
    ),
    ("Le président a lancé une fusée.", []),
    (
        "Le député interpelle le ministre de la Défense sur le sort des soldats.",
        [("verb-np", "Le député", "indirect", "call", "le ministre de la Défense sur le sort des soldats")],
    ),
    ("La police a interpellé trois suspects sur la route de l'aéroport.", []),
    (
        "Le mouvement attend de la capitale un geste fort.",
        [("verb-np", "Le mouvement", "indirect", "call", "la capitale un geste fort")],
    ),
    ("Les habitants attendent de l'aide.", []),
    (
        "Le chef du village réclame des secours, sans préciser lesquels.",
        [("verb-np", "Le chef du village", "indirect", "call", "des secours")],
    ),
    (
        "La présidente a demandé de tenir le dialogue avant le vote.",
        [("verb-inf", "La présidente", "indirect", "call", "de tenir le dialogue avant le vote")],
    ),
    (
        "La présidente a demandé le départ de la force avant de quitter la salle.",
        [("verb-np-inf", "La présidente", "indirect", "call", "le départ de la force")],
    ),
    # welcomes, refusals, promises, warnings
    (
        "Le président se dit favorable à un dialogue direct.",
        [("verb-np", "Le président", "indirect", "welcome", "un dialogue direct")],
    ),
    (
        "La ministre s'est dite favorable à l'envoi d'une force neutre.",
        [("verb-np", "La ministre", "indirect", "welcome", "l'envoi d'une force neutre")],
    ),
    ("Le climat est favorable à la culture du thé.", []),
    (
        "L'organisation a apporté son soutien total à la médiation.",
        [("verb-np", "L'organisation", "indirect", "welcome", "la médiation")],
    ),
    (
        "Le ministre a rendu hommage aux soldats tombés au front.",
        [("verb-np", "Le ministre", "indirect", "welcome", "soldats tombés au front")],
    ),
    ("Le ministre a rendu les clés aux soldats.", []),
    ("Le gouvernement se dit opposé à toute ingérence.", [("verb-np", "Le gouvernement", "indirect", "deny", "toute ingérence")]),
    ("L'armée a opposé un démenti formel à ces accusations.", [("verb-np", "L'armée", "indirect", "deny", "ces accusations")]),
    (
        "Le président a renouvelé sa promesse de tenir les élections en décembre.",
        [("verb-inf", "Le président", "indirect", "commit", "tenir les élections en décembre")],
    ),
    ("Le président a renouvelé son passeport.", []),
    (
        "La mission a exprimé sa vive inquiétude face à la reprise des combats.",
        [("verb-np", "La mission", "indirect", "warn", "la reprise des combats")],
    ),
    (
        "L'ONU a exprimé sa profonde préoccupation quant à l'escalade des violences.",
        [("verb-np", "L'ONU", "indirect", "warn", "l'escalade des violences")],
    ),
    (
        "Le chef de la mission a lancé une mise en garde contre toute escalade.",
        [("verb-np", "Le chef de la mission", "indirect", "warn", "toute escalade")],
    ),
    (
        "L'émissaire a mis en garde mercredi le Conseil contre un embrasement.",
        [("verb-np", "L'émissaire", "indirect", "warn", "le Conseil contre un embrasement")],
    ),
    (
        "La mission condamne fermement l'attaque et présente ses condoléances aux familles.",
        [
            ("verb-np", "La mission", "indirect", "condemn", "l'attaque"),
            ("verb-np", "La mission", "indirect", "assert", "ses condoléances aux familles"),
        ],
    ),
    (
        "Il a également fait état de la présence des militaires.",
        [("verb-np", "Il", "indirect", "assert", "la présence des militaires")],
    ),
    (
        "Les ministres ont convenu de déployer une force commune.",
        [("verb-inf", "Les ministres", "indirect", "announce", "déployer une force commune")],
    ),
    ("Il convient de noter que la route est longue.", []),
    # an infinitive that is the saying
    (
        "Le syndicat est monté au créneau pour dénoncer les arrestations.",
        [("verb-np", "Le syndicat", "indirect", "condemn", "les arrestations")],
    ),
    ("Le colonel a profité de l'occasion pour appeler au calme.", [("verb-np", "Le colonel", "indirect", "call", "calme")]),
    ("Le conseil s'est réuni pour condamner l'attaque.", [("verb-np", "Le conseil", "indirect", "condemn", "l'attaque")]),
    (
        "Le gouverneur n'a pas manqué de saluer le courage des soldats.",
        [("verb-np", "Le gouverneur", "indirect", "welcome", "le courage des soldats")],
    ),
    ("Le gouverneur a manqué de saluer le courage des soldats.", []),
    ("Le ministre dit regretter ce départ.", [("verb-np", "Le ministre", "indirect", "condemn", "ce départ")]),
    ("L'émissaire a dit craindre une famine.", [("verb-np", "L'émissaire", "indirect", "warn", "une famine")]),
    (
        "La mission veut ouvrir une base pour protéger les civils.",
        [("verb-inf", "La mission", "indirect", "announce", "ouvrir une base pour protéger les civils")],
    ),
    # negated infinitives
    (
        "La rébellion a dit, mardi 9 janvier, n'avoir jamais imposé de taxe.",
        [("verb-inf", "La rébellion", "indirect", "deny", "n'avoir jamais imposé de taxe")],
    ),
    ("Il a dit ne pas soutenir les rebelles.", [("verb-inf", "Il", "indirect", "deny", "ne pas soutenir les rebelles")]),
    # nothing said: withheld names, a conditional, nouns like verbs
    (
        "Un officier, qui a requis l'anonymat, affirme que la colonne a été arrêtée.",
        [("verb-clause", "Un officier", "indirect", "assert", "la colonne a été arrêtée")],
    ),
    ("Une journaliste qui a requis l'anonymat a quitté la ville.", []),
    ("Elle demanderait le départ de la mission.", []),
    ("Les deux pays entretiennent de bonnes relations avec leurs voisins.", []),
    ("Nous demandions du pain.", []),
    # spellings of forms
    (
        "Le gouverneur annonçait la réouverture du marché.",
        [("verb-np", "Le gouverneur", "indirect", "announce", "la réouverture du marché")],
    ),
    ("Les rebelles exigeaient le départ du maire.", [("verb-np", "Les rebelles", "indirect", "call", "le départ du maire")]),
    (
        "Le collectif rappelle que la trêve expire dimanche.",
        [("verb-clause", "Le collectif", "indirect", "assert", "la trêve expire dimanche")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_french_statements(sentence: str, expected: list[tuple[str, str, str, str, str]]) -> None:
    found = read(document(sentence, language="fr"))
    assert [(s.rule, " & ".join(r.text for r in s.speakers), s.kind.value, s.act.value, s.text) for s in found] == expected
