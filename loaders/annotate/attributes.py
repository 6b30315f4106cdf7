"""spaCy's attribute ruler, asked once for each kind of token instead of once for each token: the same answers, far sooner."""

from __future__ import annotations

from typing import Any, cast

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

NAME = "attribute_ruler"
FACTORY = "conflictdb_attribute_ruler"
TELLING = ("TAG", "LOWER", "DEP", "POS", "ORTH", "IS_SPACE")  # tokens alike in these are alike to patterns that name no other
MOST = 100_000  # kinds of tokens that are remembered

Match = tuple[int, int, int, int]


class RememberingRuler(AttributeRuler):
    """An attribute ruler that remembers which of its patterns of one token matched a token of that kind."""

    def add_patterns(self, patterns: Any) -> None:
        """Add them, and part those of one token, which can be remembered, from the rest."""
        super().add_patterns(patterns)
        self._single, self._others = Matcher(self.vocab), Matcher(self.vocab)
        self._seen: dict[tuple[int, ...], tuple[tuple[int, int], ...]] = {}
        for number, added in enumerate(self.patterns):
            for pattern in cast("list[list[dict[str, Any]]]", added["patterns"]):
                alone = len(pattern) == 1 and set(pattern[0]) <= set(TELLING)
                (self._single if alone else self._others).add(str(number), [pattern])  # beside those of that number

    def match(self, doc: Doc) -> list[Match]:
        """Return what the patterns match, as spaCy's own ruler does: rule, its id, first and last token."""
        kinds = [tuple(row) for row in doc.to_array(list(TELLING)).tolist()]
        if not self._seen.keys() >= set(kinds):
            self._learn(doc, kinds)
        single = ((rule, key, i, i + 1) for i, kind in enumerate(kinds) for rule, key in self._seen[kind])
        return sorted([*single, *self._found(self._others, doc)])

    def _learn(self, doc: Doc, kinds: list[tuple[int, ...]]) -> None:
        if len(self._seen) > MOST:
            self._seen.clear()
        found: dict[int, list[tuple[int, int]]] = {}
        for rule, key, first, _ in self._found(self._single, doc):
            found.setdefault(first, []).append((rule, key))
        self._seen.update({kind: tuple(found.get(i, ())) for i, kind in enumerate(kinds)})

    def _found(self, matcher: Matcher, doc: Doc) -> list[Match]:
        if not len(matcher):  # of which spaCy warns
            return []
        matches = matcher(doc, allow_missing=True, as_spans=False)
        return [(int(self.vocab.strings[key]), key, first, last) for key, first, last in matches]


@Language.factory(FACTORY)
def make_ruler(nlp: Language, name: str) -> RememberingRuler:
    """Return a ruler without patterns."""
    return RememberingRuler(nlp.vocab, name)


def remember(nlp: Language) -> Language:
    """Give a pipeline that has an attribute ruler one that remembers, with the same patterns; return the pipeline."""
    if nlp.has_pipe(NAME):
        patterns = nlp.get_pipe(NAME).patterns  # type: ignore[attr-defined]
        nlp.replace_pipe(NAME, FACTORY)
        nlp.get_pipe(NAME).add_patterns(patterns)  # type: ignore[attr-defined]
    return nlp
