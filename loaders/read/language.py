"""Which language a text is in: English, French, or another, which is not read."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from loaders.vocab import table

READ = ("en", "fr")
_SAMPLE_CHARS = 6_000
_SURE_SHARE = 0.18  # of a text's words that are its language's commonest
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """Return the language's code ("en", "fr", or another that is not read); "und" where nothing tells."""
    sample = text if len(text) <= _SAMPLE_CHARS else text[: _SAMPLE_CHARS // 2] + " " + text[-_SAMPLE_CHARS // 2 :]
    words = [word.casefold() for word in _WORD.findall(sample)]
    if not words:
        return "und"
    shares = {code: sum(word in stop for word in words) / len(words) for code, stop in _stop_words().items()}
    best = max(shares, key=lambda code: shares[code])
    if shares[best] >= _SURE_SHARE and shares[best] >= 1.5 * max(share for code, share in shares.items() if code != best):
        return best
    guessed = str(_identifier().classify(sample)[0])
    return guessed if guessed not in READ or shares[guessed] > 0 or len(words) < 12 else "und"


@cache
def _stop_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in table("stopwords").items()}


@cache
def _identifier() -> Any:
    from py3langid import langid

    # an own instance: the module's shared one can be restricted by anybody in the process
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
