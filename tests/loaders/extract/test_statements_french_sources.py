"""French statements by where their speaker stands: sources, inverted cues, « on », long descriptions."""

from __future__ import annotations

import pytest

from tests.loaders.extract.statement_reading import document, read

# A sentence; of each statement in it the rule, speakers, kind, act and text.
ROWS = [
    # from a source: "de source", "selon", "pour", "à l'en croire"
    (
        "De source militaire, l'attaque a fait dix morts.",
        [("according-to", "source militaire", "indirect", "assert", "l'attaque a fait dix morts")],
    ),
    (
        "De sources concordantes, les miliciens se sont repliés vers la forêt.",
        [("according-to", "sources concordantes", "indirect", "assert", "les miliciens se sont repliés vers la forêt")],
    ),
    (
        "L'attaque a fait dix morts, de source hospitalière.",
        [("according-to", "source hospitalière", "indirect", "assert", "L'attaque a fait dix morts")],
    ),
    ("Une fuite de source chaude a inondé le champ.", []),
    (
        "Selon de sources locales, huit maisons ont brûlé.",
        [("according-to", "sources locales", "indirect", "assert", "huit maisons ont brûlé")],
    ),
    (
        "Toujours selon le colonel, les assaillants venaient de la vallée.",
        [("according-to", "le colonel", "indirect", "assert", "les assaillants venaient de la vallée")],
    ),
    ("Toujours en retard, le colonel est arrivé lundi.", []),
    (
        "Aux dires de l'administrateur, les rebelles ont quitté la colline.",
        [("according-to", "l'administrateur", "indirect", "assert", "les rebelles ont quitté la colline")],
    ),
    (
        "Les rebelles auraient pris la localité, selon des habitants.",
        [("according-to", "des habitants", "indirect", "assert", "Les rebelles auraient pris la localité")],
    ),
    (
        "Selon lui, les rebelles, qui étaient venus du nord, ont pillé le marché, avant de se retirer.",
        [
            (
                "according-to",
                "lui",
                "indirect",
                "accuse",
                "les rebelles, qui étaient venus du nord, ont pillé le marché, avant de se retirer",
            )
        ],
    ),
    (
        "Pour Ada Obi, chercheuse à l'université, la trêve ne tiendra pas.",
        [("according-to", "Ada Obi", "indirect", "assert", "la trêve ne tiendra pas")],
    ),
    ("Pour elle, ce dialogue est inutile.", [("according-to", "elle", "indirect", "assert", "ce dialogue est inutile")]),
    ("Pour la population, la vie est devenue chère.", []),
    ("Pour aller au marché, il faut une escorte.", []),
    (
        "Les rebelles ont quitté Bunia, a-t-on appris de source militaire.",
        [("according-to", "source militaire", "indirect", "assert", "Les rebelles ont quitté Bunia")],
    ),
    (
        "Les rebelles ont quitté Bunia, a-t-on appris auprès de la mission.",
        [("according-to", "la mission", "indirect", "assert", "Les rebelles ont quitté Bunia")],
    ),
    (
        "L'or provient, selon elle, de mines pillées.",
        [("according-to", "elle", "indirect", "assert", "L'or provient de mines pillées")],
    ),
    (
        "Le marché a rouvert, selon lui, tandis que les écoles restent fermées.",
        [("according-to", "lui", "indirect", "assert", "Le marché a rouvert")],
    ),
    ("Le convoi est parti d'auprès de la mission.", []),
    # the pronoun of a source is whoever spoke last
    (
        "Le préfet Jonas Obi a nié tout pillage. À l'en croire, la ville est calme.",
        [
            ("verb-np", "Le préfet Jonas Obi", "indirect", "deny", "tout pillage"),
            ("according-to", "Le préfet Jonas Obi", "indirect", "assert", "la ville est calme"),
        ],
    ),
    (
        "Le préfet Jonas Obi a nié tout pillage. À ses yeux, la ville est calme.",
        [
            ("verb-np", "Le préfet Jonas Obi", "indirect", "deny", "tout pillage"),
            ("according-to", "Le préfet Jonas Obi", "indirect", "assert", "la ville est calme"),
        ],
    ),
    # "on" and those among whom it is said
    (
        "« La route est sûre », explique-t-on à l'état-major.",
        [("quotation-cue-after", "l'état-major", "direct", "assert", "La route est sûre")],
    ),
    (
        "« La route est sûre », assure-t-on de source militaire.",
        [("quotation-cue-after", "source militaire", "direct", "assert", "La route est sûre")],
    ),
    (
        "« Nous avons fui dans la nuit », explique-t-on dans le village de Kalima.",
        [("quotation-cue-after", "le village de Kalima", "direct", "announce", "Nous avons fui dans la nuit")],
    ),
    # a cue with its speaker behind it
    (
        "« La trêve tient », dixit le gouverneur.",
        [("quotation-cue-after", "le gouverneur", "direct", "assert", "La trêve tient")],
    ),
    (
        "« La colonne a été arrêtée », affirme sous le sceau de l'anonymat un officier supérieur.",
        [("quotation-cue-after", "un officier supérieur", "direct", "assert", "La colonne a été arrêtée")],
    ),
    (
        "« La paix est proche », a dit devant les députés le Premier ministre.",
        [("quotation-cue-after", "le Premier ministre", "direct", "assert", "La paix est proche")],
    ),
    (
        "« La paix est proche », a dit cette dernière.",
        [("quotation-cue-after", "cette dernière", "direct", "assert", "La paix est proche")],
    ),
    (
        "« La paix est proche », explique à la presse Ada Obi, une chercheuse.",
        [("quotation-cue-after", "Ada Obi", "direct", "assert", "La paix est proche")],
    ),
    (
        "La mission, a expliqué mardi à la presse son porte-parole, restera jusqu'en décembre.",
        [("parenthetical", "son porte-parole", "indirect", "assert", "La mission restera jusqu'en décembre")],
    ),
    (
        "La mission restera jusqu'en décembre, a expliqué mardi à la presse son porte-parole.",
        [("parenthetical", "son porte-parole", "indirect", "assert", "La mission restera jusqu'en décembre")],
    ),
    (
        "Le mouvement a condamné l'attaque, a déclaré mardi le ministre.",
        [
            ("parenthetical", "le ministre", "indirect", "assert", "Le mouvement a condamné l'attaque"),
            ("verb-np", "Le mouvement", "indirect", "condemn", "l'attaque"),
        ],
    ),
    (
        "Jamais la ville n'a été aussi vide, rapporte notre correspondante à Bunia.",
        [("parenthetical", "notre correspondante à Bunia", "indirect", "assert", "Jamais la ville n'a été aussi vide")],
    ),
    (
        "Les relations entre les deux pays se dégradent, a dit le ministre.",
        [("parenthetical", "le ministre", "indirect", "assert", "Les relations entre les deux pays se dégradent")],
    ),
    (
        "Le maire, arrivé lundi, rapporte les faits à la police.",
        [("verb-np", "Le maire", "indirect", "assert", "les faits à la police")],
    ),
    (
        "Le président, arrivé lundi, confirme le ministre dans ses fonctions.",
        [("verb-np", "Le président", "indirect", "announce", "le ministre dans ses fonctions")],
    ),
    ("Ces chiffres ont surpris la société civile, dont le coordonnateur s'est emporté.", []),
    (
        "« La route est coupée, nous explique le chef. Il faut partir. »",
        [("quotation-cue-inside", "le chef", "direct", "call", "La route est coupée Il faut partir")],
    ),
    # those who speak
    (
        "La société civile dénonce des crimes très graves et appelle à des enquêtes",
        [
            ("verb-np", "La société civile", "indirect", "condemn", "des crimes très graves"),
            ("verb-np", "La société civile", "indirect", "call", "des enquêtes"),
        ],
    ),
    (
        "Devant le Conseil, jeudi, Ada Obi, cheffe de la mission, a déploré l'insécurité dans l'est du pays.",
        [("verb-np", "Ada Obi", "indirect", "condemn", "l'insécurité dans l'est du pays")],
    ),
    (
        "L'état-major a annoncé avoir repris la colline.",
        [("verb-inf", "L'état-major", "indirect", "announce", "avoir repris la colline")],
    ),
    (
        "Les parlementaires alertent également sur la présence d'un nouveau groupe armé.",
        [("verb-np", "Les parlementaires", "indirect", "warn", "la présence d'un nouveau groupe armé")],
    ),
    (
        "Le ministère exprime sa profonde satisfaction et se félicite de la signature de l'accord.",
        [
            ("verb-np", "Le ministère", "indirect", "welcome", "sa profonde satisfaction"),
            ("verb-np", "Le ministère", "indirect", "welcome", "la signature de l'accord"),
        ],
    ),
    (
        "Inquiète pour la concorde, l'Église catholique appelle au dialogue.",
        [("verb-np", "l'Église catholique", "indirect", "call", "dialogue")],
    ),
    # a curly apostrophe is read like a straight one
    (
        "L’état-major a annoncé avoir repris la colline.",
        [("verb-inf", "L’état-major", "indirect", "announce", "avoir repris la colline")],
    ),
    ("L’Église appelle les fidèles à la retenue.", [("verb-np", "L’Église", "indirect", "call", "les fidèles à la retenue")]),
]


@pytest.mark.parametrize(("sentence", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_french_statements(sentence: str, expected: list[tuple[str, str, str, str, str]]) -> None:
    found = read(document(sentence, language="fr"))
    assert [(s.rule, " & ".join(r.text for r in s.speakers), s.kind.value, s.act.value, s.text) for s in found] == expected
