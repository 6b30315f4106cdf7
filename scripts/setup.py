#!/usr/bin/env python3
"""Make the environment `.venv` from uv.lock, with nothing but Python 3.11 and its venv module; mend a half-done one.

Standard library only, and syntax that an older Python still reads, so that it can say that it is too old.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "made-from"
INPUTS = ("uv.lock", "pyproject.toml", "bootstrap.txt")


def main() -> None:
    """Make or mend the environment; say what is done only where something is."""
    if sys.version_info < (3, 11):
        sys.exit("conflictdb needs Python 3.11 or newer; this is %d.%d. Try: make PYTHON=python3.12" % sys.version_info[:2])
    wanted = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in INPUTS)
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted and works():
        return
    if VENV.exists() and not works():
        print("setup: .venv is half made or broken: making it anew", flush=True)
        shutil.rmtree(VENV)
    if not VENV.exists():
        print("setup: making .venv", flush=True)
        make_venv()
    run("installing uv", BIN / "python", "-m", "pip", "install", "-q", "--require-hashes", "-r", "bootstrap.txt")
    run("installing the locked packages", BIN / "uv", "sync", "--frozen", "--active", "--inexact", "-q")
    STAMP.write_text(wanted, encoding="utf-8")


def works() -> bool:
    """Whether the environment has a Python that runs and has pip."""
    python = BIN / "python"
    return python.exists() and subprocess.run([str(python), "-c", "import pip"], check=False, capture_output=True).returncode == 0


def make_venv() -> None:
    """Make an empty environment."""
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("setup: python3 could not make a virtual environment (on Debian and Ubuntu: apt install python3-venv)")


def run(what: str, *command: "str | Path") -> None:
    """Run one step, and stop with its name where it fails."""
    print("setup: " + what, flush=True)
    environment = {**os.environ, "VIRTUAL_ENV": str(VENV), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run([str(part) for part in command], check=False, cwd=str(ROOT), env=environment)
    if done.returncode:
        sys.exit("setup: %s failed (see above); mend the cause and run the same command again" % what)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("setup: stopped; the same command goes on")
