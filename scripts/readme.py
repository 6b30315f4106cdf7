#!/usr/bin/env python
"""Write the headline question's real answer into README.md, or check that it stands there.

    scripts/readme.py ANSWER.json           write it
    scripts/readme.py ANSWER.json --check   exit 1 where README.md has another

ANSWER.json is what `manage.py query api/examples/headline.graphql` prints over the sample articles; - reads standard input.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

README = Path(__file__).resolve().parent.parent / "README.md"
BLOCK = re.compile(r"(<!-- answer -->\n).*?(<!-- /answer -->)", re.DOTALL)
SHOWN = 2
WIDTH = 110


def rendered(answer: dict[str, Any]) -> str:
    """The first statements of an answer as JSON, as the API gives them, and how many there are in all."""
    statements = answer["statements"]
    shown = {"totalCount": statements["totalCount"], "edges": statements["edges"][:SHOWN]}
    return f"```json\n{_laid_out(shown)}\n```\n"


def _laid_out(value: Any, margin: str = "") -> str:
    """JSON with everything on one line that fits on one."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(margin) + len(flat) <= WIDTH or not isinstance(value, (dict, list)):
        return flat
    inner = margin + "  "
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {_laid_out(item, inner)}" for key, item in value.items()]
    else:
        items = [_laid_out(item, inner) for item in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n{inner}" + f",\n{inner}".join(items) + f"\n{margin}{closing}"


def updated(readme: str, answer: dict[str, Any]) -> str:
    """README's text with this answer in it."""
    return BLOCK.sub(lambda found: found[1] + rendered(answer) + found[2], readme)


def main() -> None:
    """Write or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answer")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    text = sys.stdin.read() if options.answer == "-" else Path(options.answer).read_text(encoding="utf-8")
    old = README.read_text(encoding="utf-8")
    new = updated(old, json.loads(text))
    if options.check:
        sys.exit(0 if new == old else "README.md shows another answer: run scripts/readme.py without --check")
    README.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
