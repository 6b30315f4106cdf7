"""Which language a text is in: English, French, or another, which is not read."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import Any

from loaders.vocab import table

READ = ("en", "fr")
UNKNOWN = "und"
_SAMPLE_WORDS = 1_200
_SHORT_WORDS = 30
_GUESSED_WORDS = 6
_SURE_DISTANCE = 3.0  # of log-probability, between the best guess from a few words and the next
_NEAR_DISTANCE = 7.0  # and to a language that is read, which is taken sooner than one that is not
# what a few words may be in: more languages would only add wrong guesses
_LIKELY = ("en", "fr", "es", "pt", "it", "de", "nl", "sw", "rw", "ar", "ru", "tr", "pl", "ro", "sv", "id")
_SURE_SHARE = 0.18  # of a text's words that are its language's commonest
_SURE_LEAD = 1.5  # over the language that comes next
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """Return the language's code ("en", "fr", or another that is not read); "und" where nothing tells."""
    words = [match[0].casefold() for match in islice(_WORD.finditer(text), _SAMPLE_WORDS)]
    if not words:
        return UNKNOWN
    if len(words) < _SHORT_WORDS and (few := _guessed_from_few(text, words)) != UNKNOWN:
        return few
    shares = {code: sum(word in stop for word in words) / len(words) for code, stop in _stop_words().items()}
    best = max(shares, key=lambda code: shares[code])
    second = max(share for code, share in shares.items() if code != best)
    if shares[best] >= _SURE_SHARE and shares[best] >= _SURE_LEAD * second:
        return best
    if best in READ and len(words) < _SHORT_WORDS and shares[best] > second:
        return best
    if len(words) < _GUESSED_WORDS and "".join(words).isascii():
        return UNKNOWN
    guessed = str(_identifier().classify(" ".join(words))[0])
    # a long text without one of its language's commonest words is a list or no language at all
    return guessed if guessed not in READ or shares[guessed] > 0 or len(words) < _SHORT_WORDS else UNKNOWN


def _guessed_from_few(text: str, words: list[str]) -> str:
    """The language of a sentence or a headline; where nothing decides between a read one and another, the read one."""
    if not any(match[0][0].islower() for match in _WORD.finditer(text)):
        return UNKNOWN  # names are at home in any language
    ranked = [(str(code), score) for code, score in _identifier(likely=True).rank(" ".join(words))]
    (best, score), (_, next_score) = ranked[:2]
    near = [code for code, value in ranked if code in READ and score - value < _NEAR_DISTANCE]
    if score - next_score >= _SURE_DISTANCE and (best in READ or not near):
        return best
    small = {code: sum(word in stop for word in words if len(word) > 1) for code, stop in _stop_words().items()}
    if not near or (any(small.values()) and not any(small[code] for code in near)):
        return UNKNOWN
    return max(near, key=lambda code: small[code])


@cache
def _stop_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in table("stopwords").items()}


@cache
def _identifier(likely: bool = False) -> Any:
    from py3langid import langid

    # an own instance: the module's shared one can be restricted by anybody in the process
    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    if likely:
        identifier.set_languages(list(_LIKELY))
    return identifier
