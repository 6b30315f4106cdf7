"""Sends hostile requests to a server of its own, over the database as it is, and measures what becomes of them.

    CONFLICTDB_VAR=/tmp/big .venv/bin/python scripts/hostile.py [--only NAME] [--workers N]

Each must be answered or refused within a second, the server must stay below 300 MB, and a common question asked beside them
must be answered within 300 ms (95 of 100). Exit code 1 where one of these fails.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictdb.settings")

from scripts.hostile_requests import ANSWERED, PING, REQUESTS, Hostile  # noqa: E402

SECONDS_MAX, MEGABYTES_MAX, BESIDE_MS_MAX = 1.0, 300, 300
PORT = 8061
SLOW = 12  # connections that send their bodies a byte at a time, three times the server's threads
COMMON = (ROOT / "api" / "examples" / "headline.graphql").read_text()
SETTINGS = {"DEBUG": "0", "SECRET_KEY": "hostile", "HTTPS": "0", "RATE_LIMITS": "0"}


@dataclass(slots=True)
class Watch:
    """What is measured beside the hostile requests: how long a common question takes, and how large the server is."""

    pid: int
    waits: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    megabytes: float = 0.0
    over: bool = False

    def ask(self) -> None:
        """Ask the common question again and again."""
        body = b'{"query": %b}' % _quoted(COMMON)
        while not self.over:
            began = time.perf_counter()
            status, content = send(Hostile("common", body, ANSWERED))
            self.waits.append((time.perf_counter() - began) * 1000)
            if status != 200 or b'"errors"' in content:
                self.failures.append(content[:200].decode(errors="replace"))
            time.sleep(0.05)

    def weigh(self) -> None:
        """Weigh the server and all processes below it, what they share counted once."""
        while not self.over:
            self.megabytes = max(self.megabytes, weight(self.pid))
            time.sleep(0.1)

    def slowest(self) -> float:
        """The time within which 95 of 100 common questions were answered, in milliseconds."""
        return statistics.quantiles(self.waits, n=20)[-1] if len(self.waits) > 1 else 0.0


def _quoted(text: str) -> bytes:
    import orjson

    return orjson.dumps(text)


def weight(pid: int) -> float:
    """Megabytes of a process and all below it (PSS); 0 where it has ended."""
    try:
        root = psutil.Process(pid)
        return float(sum(each.memory_full_info().pss for each in (root, *root.children(recursive=True)))) / 2**20
    except psutil.Error:
        return 0.0


@contextmanager
def server(workers: int) -> Iterator[int]:
    """A server as it runs in production, without rates, which would refuse most of what is sent here."""
    command = [sys.executable, "manage.py", "serve", "--port", str(PORT), "--workers", str(workers)]
    running = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **SETTINGS}, stdout=subprocess.DEVNULL)
    try:
        for _ in range(150):
            try:
                send(Hostile("ping", PING, ANSWERED))
                break
            except OSError:
                time.sleep(0.2)
        granian = [child for child in psutil.Process(running.pid).children() if "granian" in " ".join(child.cmdline())]
        yield granian[0].pid
    finally:
        running.terminate()
        running.wait()


def send(hostile: Hostile, timeout: float = 30) -> tuple[int, bytes]:
    """Status and content of the answer."""
    link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=timeout)
    try:
        link.request(hostile.method, hostile.path, hostile.body or None, dict(hostile.headers))
        response = link.getresponse()
        return response.status, response.read()
    finally:
        link.close()


def codes(status: int, content: bytes) -> set[str]:
    """The codes of an answer."""
    found = set(re.findall(rb'"code":"([A-Z_]+)"', content)) or set(re.findall(rb"\A([A-Z_]{4,}): ", content))
    return {code.decode() for code in found} or {ANSWERED if status == 200 else str(status)}


@contextmanager
def slow_bodies(number: int) -> Iterator[None]:
    """Connections that have said how long their bodies are, and don't send them."""
    links = []
    for _ in range(number):
        link = socket.create_connection(("127.0.0.1", PORT))
        link.sendall(
            b"POST /graphql/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"
        )
        links.append(link)
    try:
        yield
    finally:
        for link in links:
            link.close()


def run(only: str, workers: int) -> int:
    """Send them all and print what was measured; the exit code."""
    failed = 0
    with server(workers) as pid:
        watch = Watch(pid)
        threads = [threading.Thread(target=watch.ask), threading.Thread(target=watch.weigh)]
        for _ in range(5):
            send(Hostile("common", b'{"query": %b}' % _quoted(COMMON), ANSWERED))
        print(f"before: {weight(pid):.0f} MB")
        for thread in threads:
            thread.start()
        for hostile in REQUESTS:
            if only in hostile.name:
                failed += _one(hostile)
        if not only:
            failed += _slow(watch)
        watch.over = True
        for thread in threads:
            thread.join()
    return _summary(watch, failed)


def _one(hostile: Hostile) -> int:
    began = time.perf_counter()
    try:
        status, content = send(hostile)
        found = codes(status, content)
    except OSError as error:
        found = {type(error).__name__}
    took = time.perf_counter() - began
    well = found <= set(hostile.expected.split()) and took <= SECONDS_MAX
    print(f"{'ok  ' if well else 'FAIL'} {took * 1000:7.0f} ms  {hostile.name}: {' '.join(sorted(found))}", flush=True)
    return 0 if well else 1


def _slow(watch: Watch) -> int:
    """How long the common question takes while many send their bodies slowly."""
    before = len(watch.waits)
    with slow_bodies(SLOW):
        time.sleep(3)
        beside = watch.waits[before + 1 :]
    well = bool(beside) and max(beside) <= SECONDS_MAX * 1000
    print(f"{'ok  ' if well else 'FAIL'} {max(beside, default=3000):7.0f} ms  beside {SLOW} slow bodies ({len(beside)} answers)")
    return 0 if well else 1


def _summary(watch: Watch, failed: int) -> int:
    print(f"{len(REQUESTS)} hostile requests, {failed} not as they should be")
    print(f"the common question beside them: {len(watch.waits)} times, p50 {statistics.median(watch.waits):.0f} ms, ", end="")
    print(f"p95 {watch.slowest():.0f} ms, {len(watch.failures)} failed {watch.failures[:2]}")
    print(f"the server at most: {watch.megabytes:.0f} MB")
    return 1 if failed or watch.failures or watch.megabytes > MEGABYTES_MAX or watch.slowest() > BESIDE_MS_MAX else 0


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="those whose names hold this")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    sys.exit(run(options.only, options.workers))


if __name__ == "__main__":
    main()
