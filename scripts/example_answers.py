"""Writes docs/answers.md: what each example of the API answers over the samples of `make demo`, long lists cut short.

.venv/bin/python scripts/example_answers.py        # after make demo; --check: only say whether the page is up to date
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictdb.settings")

PAGE = ROOT / "docs" / "answers.md"
EXAMPLES = ROOT / "api" / "examples"
ITEMS = 2
HEAD = """# Answers

What the [questions to start from](for-frontends.md#questions-to-start-from) answer over the samples that `make demo` loads.
Of each list the first two stand here; `totalCount` tells how many there are. Written by `scripts/example_answers.py`; as the
reading gets better, answers change.
"""


def page() -> str:
    """The page as the database makes it now."""
    import django

    django.setup()
    parts = [HEAD]
    for path in sorted(EXAMPLES.glob("*.graphql"), key=lambda path: (path.stem != "headline", path.stem)):
        text = path.read_text(encoding="utf-8")
        question = text.splitlines()[0].removeprefix("# ")
        parts.append(
            f"## {path.stem}\n{question} ([{path.name}](../api/examples/{path.name}))\n\n```json\n{_answer(text)}\n```\n"
        )
    return "\n".join(parts)


def _answer(text: str) -> str:
    import orjson

    from api.execution import Request, answer

    response = orjson.loads(answer(Request(text)).body)
    if "errors" in response:
        raise SystemExit(str(response["errors"]))
    return orjson.dumps(cut(response["data"]), option=orjson.OPT_INDENT_2).decode()


def cut(value: Any) -> Any:
    """The value with its lists cut short and what differs from machine to machine left out."""
    if isinstance(value, dict):
        return {key: "…" if key in {"version", "updatedAt"} else cut(item) for key, item in value.items()}
    return [cut(item) for item in value[:ITEMS]] if isinstance(value, list) else value


def main() -> int:
    """Write the page, or say whether it is up to date; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 where the page is not up to date")
    made = page() if not (options := parser.parse_args()).check or PAGE.exists() else ""
    if options.check:
        return 0 if made == PAGE.read_text(encoding="utf-8") else 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
