"""Names of outlets, as titles carry them behind a bar or a dash."""

from __future__ import annotations

import re

from loaders.read.phrases import plain, press

_SUFFIX = re.compile(r"\s(?P<mark>[|–—-])\s(?P<outlet>[^|]{2,40})$")


def outlet_suffix(title: str) -> re.Match[str] | None:
    """Return where a title names its outlet at the end (group `outlet`); None where what stands there is something else."""
    match = _SUFFIX.search(title)
    return match if match and _is_outlet(match["outlet"], match["mark"] == "|") else None


def _is_outlet(name: str, after_bar: bool) -> bool:
    if press().domains.fullmatch(name):
        return True
    named = bool(press().outlets.match(plain(name)))
    # a dash also parts the halves of a headline: the rest must be a name and nothing else
    return named and (after_bar or all(word[:1].isupper() or word[:1].isdigit() for word in name.split()))
