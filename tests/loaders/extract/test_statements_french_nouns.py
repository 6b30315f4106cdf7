"""French nouns of saying with whoever says it."""

from __future__ import annotations

import pytest

from tests.loaders.extract.statement_reading import document, read

# A sentence; of each statement in it the rule, speakers, kind, act and text.
ROWS = [
    # refusals and denials
    ("Le refus de la junte de négocier a surpris.", [("noun", "la junte", "indirect", "deny", "de négocier")]),
    ("Le refus par la junte de négocier a surpris.", [("noun", "la junte", "indirect", "deny", "de négocier")]),
    ("Le refus de la nourriture est un signe de maladie.", []),
    ("Le démenti de l'armée n'a convaincu personne.", []),
    # condemnations
    (
        "La condamnation de l'attaque par l'Union africaine a été saluée.",
        [("noun", "l'Union africaine", "indirect", "condemn", "l'attaque")],
    ),
    ("La condamnation de l'accusé a été saluée.", []),
    # calls
    (
        "L'appel du gouverneur à la reddition des miliciens est resté sans suite.",
        [("noun", "gouverneur", "indirect", "call", "à la reddition des miliciens")],
    ),
    ("L'appel de la forêt est un roman.", []),
    # warnings, threats, promises, announcements
    (
        "Les inquiétudes des ONG sur le sort des déplacés grandissent.",
        [("noun", "ONG", "indirect", "warn", "le sort des déplacés")],
    ),
    ("Les inquiétudes grandissent.", []),
    (
        "Les menaces du groupe de couper la route ont vidé le marché.",
        [("noun", "groupe", "indirect", "threaten", "de couper la route")],
    ),
    ("La menace de pluie a vidé le marché.", []),
    (
        "La promesse du ministre de payer les soldats n'a pas été tenue.",
        [("noun", "ministre", "indirect", "commit", "de payer les soldats")],
    ),
    ("La promesse d'un jour meilleur n'a pas été tenue.", []),
    (
        "L'annonce par le gouvernement d'un couvre-feu a vidé les rues.",
        [("noun", "le gouvernement", "indirect", "announce", "un couvre-feu")],
    ),
    ("L'annonce d'un couvre-feu a vidé les rues.", []),
    # accusations and claims
    ("Les accusations du syndicat contre le préfet ont surpris.", [("noun", "syndicat", "indirect", "accuse", "le préfet")]),
    ("Les accusations ont surpris.", []),
    (
        "L'affirmation du préfet selon laquelle la ville est calme a surpris.",
        [("noun", "préfet", "indirect", "assert", "la ville est calme")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_french_statements(sentence: str, expected: list[tuple[str, str, str, str, str]]) -> None:
    found = read(document(sentence, language="fr"))
    assert [(s.rule, " & ".join(r.text for r in s.speakers), s.kind.value, s.act.value, s.text) for s in found] == expected
