"""French statements: quotations that hold their cue, objects before the verb, sources inside clauses, unnamed speakers."""

from __future__ import annotations

import pytest

from tests.loaders.extract.statement_reading import document, read

# A sentence; of each statement in it the rule, speakers, kind, act and text.
ROWS = [
    # a quotation that begins with its cue
    (
        "De son côté, l'Union « appelle toutes les parties à établir une trêve », dans un communiqué.",
        [("quotation-own-cue", "l'Union", "direct", "call", "toutes les parties à établir une trêve")],
    ),
    ("L'Union « appelle » les parties à la retenue.", []),
    ("Le maire de la ville « nouvelle génération » a démissionné.", []),
    # objects before the verb
    (
        "Elle a dénoncé la lenteur des secours, les exhortant à définir une stratégie.",
        [
            ("verb-np", "Elle", "indirect", "condemn", "la lenteur des secours"),
            ("verb-inf", "Elle", "indirect", "call", "définir une stratégie"),
        ],
    ),
    (
        "Le préfet a reçu les chefs et les a exhortés à déposer les armes.",
        [("verb-inf", "Le préfet", "indirect", "call", "déposer les armes")],
    ),
    (
        "Le rapport les accuse d'avoir pillé le marché.",
        [("verb-inf", "Le rapport", "indirect", "accuse", "d'avoir pillé le marché")],
    ),
    # "on"
    ("Côté gouvernemental, on dénonce des pillages.", []),
    ("À la présidence, on dénonce des pillages.", [("verb-np", "la présidence", "indirect", "condemn", "des pillages")]),
    ("On estime que la région compte mille mines.", []),
    # asides between verb and speaker
    (
        "« Nous tenons la colline », a déclaré pour sa part le lieutenant Obi, porte-parole de l'armée.",
        [("quotation-cue-after", "le lieutenant Obi", "direct", "announce", "Nous tenons la colline")],
    ),
    (
        "« La route est coupée », a témoigné auprès de l'AFP Ada Obi, commerçante.",
        [("quotation-cue-after", "Ada Obi", "direct", "assert", "La route est coupée")],
    ),
    # sources inside clauses
    (
        "Aucun bilan n'a été donné, mais selon une source militaire « beaucoup de soldats manquent ».",
        [("according-to", "une source militaire", "direct", "assert", "beaucoup de soldats manquent")],
    ),
    (
        "Les participants ont aussi, d'après la même source, condamné les pillages.",
        [("according-to", "la même source", "indirect", "assert", "Les participants ont aussi condamné les pillages")],
    ),
    (
        "Le mouvement a, selon le préfet, quitté la ville.",
        [("according-to", "le préfet", "indirect", "assert", "Le mouvement a quitté la ville")],
    ),
    # further cues
    (
        "L'Union a marqué son soutien à l'engagement de l'armée dans la lutte contre les milices.",
        [("verb-np", "L'Union", "indirect", "welcome", "l'engagement de l'armée dans la lutte contre les milices")],
    ),
    (
        "Cette version est remise en cause par des chercheurs.",
        [("passive", "des chercheurs", "indirect", "deny", "Cette version")],
    ),
    (
        "Elle rappelle son communiqué de juillet et se tient à disposition des parties.",
        [("verb-np", "Elle", "indirect", "assert", "son communiqué de juillet")],
    ),
    (
        "Côté armée, on dénonce « la mauvaise foi » de certaines organisations.",
        [("verb-quote", "armée", "mixed", "condemn", "« la mauvaise foi » de certaines organisations")],
    ),
    (
        "La société civile parle d'au moins 38 morts.",
        [("verb-np", "La société civile", "indirect", "assert", "au moins 38 morts")],
    ),
    (
        "Les pertes, qui dépassent, selon lui, cent hommes, inquiètent la troupe.",
        [("according-to", "lui", "indirect", "assert", "qui dépassent cent hommes")],
    ),
    (
        "Les violences n'ont pas cessé, selon plusieurs organisations qui assurent que, dans la vallée, les rebelles avancent.",
        [("according-to", "plusieurs organisations", "indirect", "assert", "Les violences n'ont pas cessé")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_french_statements(sentence: str, expected: list[tuple[str, str, str, str, str]]) -> None:
    found = read(document(sentence, language="fr"))
    assert [(s.rule, " & ".join(r.text for r in s.speakers), s.kind.value, s.act.value, s.text) for s in found] == expected
