"""What French speakers do by what they say, where the verb of saying does not tell."""

from __future__ import annotations

import pytest

from tests.loaders.extract.statement_reading import document, read

# A sentence; of each statement in it the rule, speakers, kind, act and text.
ROWS = [
    # denials, and negations that deny nothing
    (
        "L'armée n'a jamais envoyé de soldats dans la vallée, a dit le ministre.",
        [("parenthetical", "le ministre", "indirect", "deny", "L'armée n'a jamais envoyé de soldats dans la vallée")],
    ),
    (
        "« Nous n'avons jamais soutenu ce groupe », a répondu le ministre.",
        [("quotation-cue-after", "le ministre", "direct", "deny", "Nous n'avons jamais soutenu ce groupe")],
    ),
    (
        "« Nous ne soutenons aucun groupe armé », a dit le ministre.",
        [("quotation-cue-after", "le ministre", "direct", "deny", "Nous ne soutenons aucun groupe armé")],
    ),
    (
        "« Nous ne négocierons pas », a dit le général.",
        [("quotation-cue-after", "le général", "direct", "deny", "Nous ne négocierons pas")],
    ),
    (
        "« C'est totalement faux », a dit le ministre.",
        [("quotation-cue-after", "le ministre", "direct", "deny", "C'est totalement faux")],
    ),
    (
        "« Ces informations sont sans fondement », a dit le ministre.",
        [("quotation-cue-after", "le ministre", "direct", "deny", "Ces informations sont sans fondement")],
    ),
    (
        "« Nous ne savons pas où sont nos enfants », a dit une mère.",
        [("quotation-cue-after", "une mère", "direct", "assert", "Nous ne savons pas où sont nos enfants")],
    ),
    (
        "« Nous n'avons pas assez de vivres », a dit une mère.",
        [("quotation-cue-after", "une mère", "direct", "assert", "Nous n'avons pas assez de vivres")],
    ),
    (
        "Nous ne faiblirons pas, a dit le général.",
        [("parenthetical", "le général", "indirect", "commit", "Nous ne faiblirons pas")],
    ),
    (
        "« Nous ne permettrons pas que la ville tombe », a dit le général.",
        [("quotation-cue-after", "le général", "direct", "commit", "Nous ne permettrons pas que la ville tombe")],
    ),
    # calls
    (
        "« Il ne faut pas céder à la panique », a dit le maire.",
        [("quotation-cue-after", "le maire", "direct", "call", "Il ne faut pas céder à la panique")],
    ),
    (
        "« Que les groupes armés déposent les armes », a lancé l'évêque.",
        [("quotation-cue-after", "l'évêque", "direct", "call", "Que les groupes armés déposent les armes")],
    ),
    (
        "« Il est urgent de secourir les déplacés », a dit le maire.",
        [("quotation-cue-after", "le maire", "direct", "call", "Il est urgent de secourir les déplacés")],
    ),
    (
        "« Les parties doivent cesser le feu », a dit le médiateur.",
        [("quotation-cue-after", "le médiateur", "direct", "call", "Les parties doivent cesser le feu")],
    ),
    (
        "« Les rebelles sont priés de quitter la ville », a dit le maire.",
        [("quotation-cue-after", "le maire", "direct", "call", "Les rebelles sont priés de quitter la ville")],
    ),
    ("« Il est tard », a dit le maire.", [("quotation-cue-after", "le maire", "direct", "assert", "Il est tard")]),
    # condemnations, accusations
    (
        "« Ces attaques sont inacceptables », a dit le maire.",
        [("quotation-cue-after", "le maire", "direct", "condemn", "Ces attaques sont inacceptables")],
    ),
    (
        "« Nous condamnons cette attaque », a dit le maire.",
        [("quotation-cue-after", "le maire", "direct", "condemn", "Nous condamnons cette attaque")],
    ),
    (
        "« Je suis indignée par ces crimes », a dit la ministre.",
        [("quotation-cue-after", "la ministre", "direct", "condemn", "Je suis indignée par ces crimes")],
    ),
    (
        "« Les rebelles ont pillé le marché », a dit le maire.",
        [("quotation-cue-after", "le maire", "direct", "accuse", "Les rebelles ont pillé le marché")],
    ),
    (
        "« Ils massacrent nos enfants », a dit une mère.",
        [("quotation-cue-after", "une mère", "direct", "accuse", "Ils massacrent nos enfants")],
    ),
    (
        "« Le marché a rouvert », a dit le maire.",
        [("quotation-cue-after", "le maire", "direct", "assert", "Le marché a rouvert")],
    ),
    (
        "« La route est longue », déplore le maire.",
        [("quotation-cue-after", "le maire", "direct", "condemn", "La route est longue")],
    ),
    # warnings, threats
    (
        "« La région risque un embrasement », a dit le maire.",
        [("quotation-cue-after", "le maire", "direct", "warn", "La région risque un embrasement")],
    ),
    (
        "« Nous lançons un ultimatum de deux jours aux rebelles », a dit le général.",
        [("quotation-cue-after", "le général", "direct", "threaten", "Nous lançons un ultimatum de deux jours aux rebelles")],
    ),
    (
        "« Si la trêve est rompue, nous riposterons », a dit le général.",
        [("quotation-cue-after", "le général", "direct", "threaten", "Si la trêve est rompue, nous riposterons")],
    ),
    (
        "« Ils paieront pour cela », a dit le général.",
        [("quotation-cue-after", "le général", "direct", "threaten", "Ils paieront pour cela")],
    ),
    # commitments, thanks, announcements
    (
        "« Nous promettons de protéger les villages », a dit le colonel.",
        [("quotation-cue-after", "le colonel", "direct", "commit", "Nous promettons de protéger les villages")],
    ),
    (
        "« Nous resterons aux côtés de la population », a dit le colonel.",
        [("quotation-cue-after", "le colonel", "direct", "commit", "Nous resterons aux côtés de la population")],
    ),
    (
        "« L'armée reste déterminée à protéger les villages », a dit le colonel.",
        [("quotation-cue-after", "le colonel", "direct", "commit", "L'armée reste déterminée à protéger les villages")],
    ),
    (
        "« Nous remercions les bailleurs », a dit le maire.",
        [("quotation-cue-after", "le maire", "direct", "welcome", "Nous remercions les bailleurs")],
    ),
    (
        "« C'est une bonne nouvelle », a dit le maire.",
        [("quotation-cue-after", "le maire", "direct", "assert", "C'est une bonne nouvelle")],
    ),
    (
        "« L'accord marque une étape importante », a dit le médiateur.",
        [("quotation-cue-after", "le médiateur", "direct", "welcome", "L'accord marque une étape importante")],
    ),
    (
        "« Nous avons décidé de suspendre les pourparlers », a dit le ministre.",
        [("quotation-cue-after", "le ministre", "direct", "announce", "Nous avons décidé de suspendre les pourparlers")],
    ),
    ("Le maire dit avoir ouvert le pont.", [("verb-inf", "Le maire", "indirect", "announce", "avoir ouvert le pont")]),
    (
        "« Il s'agit d'un crime », a dit le procureur.",
        [("quotation-cue-after", "le procureur", "direct", "assert", "Il s'agit d'un crime")],
    ),
    (
        "Le secrétaire d'État a dit « saluer ces annonces ».",
        [("verb-quote", "Le secrétaire d'État", "direct", "welcome", "saluer ces annonces")],
    ),
    (
        "« Nous réaffirmons notre engagement à protéger les villages », a dit le colonel.",
        [("quotation-cue-after", "le colonel", "direct", "commit", "Nous réaffirmons notre engagement à protéger les villages")],
    ),
    (
        "« Nous réaffirmons notre soutien à la médiation », a dit le ministre.",
        [("quotation-cue-after", "le ministre", "direct", "welcome", "Nous réaffirmons notre soutien à la médiation")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_french_statements(sentence: str, expected: list[tuple[str, str, str, str, str]]) -> None:
    found = read(document(sentence, language="fr"))
    assert [(s.rule, " & ".join(r.text for r in s.speakers), s.kind.value, s.act.value, s.text) for s in found] == expected
