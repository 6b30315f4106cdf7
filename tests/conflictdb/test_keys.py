"""Keys and rates: a secret is shown once and kept as a hash; who asks too much is told when to come again."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client, RequestFactory
from django.utils import timezone

from conflictdb import rates
from conflictdb.access import Denied, address, admit, charge
from conflictdb.keys import find_key, give_secret, hashed
from conflictdb.models import ApiKey
from conflictdb.rates import Buckets
from conflictdb.vocabularies import RateClass, Scope

ROOT: Path = settings.BASE_DIR
HOUR = dt.timedelta(hours=1)


def key(**values: Any) -> tuple[ApiKey, str]:
    made = ApiKey(name="A partner", **values)
    secret = give_secret(made)
    made.save()
    return made, secret


@pytest.fixture
def counted(settings: Any) -> None:
    settings.RATE_LIMITS = True
    rates.buckets.clear()


@pytest.mark.django_db
def test_only_the_hash_is_kept() -> None:
    made, secret = key()
    assert len(secret) == 47
    assert secret.startswith("cdb_")
    row = ApiKey.objects.values().get()
    assert secret not in str(row)
    assert (row["hash"], row["prefix"]) == (hashed(secret), secret[:10])
    assert find_key(secret) == made


@pytest.mark.django_db
@pytest.mark.parametrize("values", [{"revoked_at": timezone.now()}, {"expires_at": timezone.now() - HOUR}])
def test_keys_that_are_good_no_more(values: Any) -> None:
    assert find_key(key(**values)[1]) is None


@pytest.mark.django_db
@pytest.mark.parametrize("secret", ["", "cdb_", "cdb_" + "A" * 43, "\x00", "é", "\ud800"])
def test_what_is_no_key(secret: str) -> None:
    key()
    assert find_key(secret) is None


@pytest.mark.django_db
def test_use_is_noted_to_the_hour(django_assert_num_queries: Any) -> None:
    made, secret = key(expires_at=timezone.now() + HOUR)
    with django_assert_num_queries(2):
        find_key(secret)
    made.refresh_from_db()
    assert made.last_used_at
    with django_assert_num_queries(1):
        find_key(secret)


def test_a_bucket_fills_up_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    now, buckets = 100.0, Buckets(tmp_path / "rates")
    monkeypatch.setattr("conflictdb.rates.time.time", lambda: now)
    assert [buckets.take("a", 20, 60) for _ in range(4)] == [0, 0, 0, 20]
    assert buckets.take("b", 60, 60) == 0
    now = 110.0
    assert (buckets.take("a", 10, 60), buckets.take("a", 1, 60)) == (0, 1)
    now = 1000.0
    assert (buckets.take("a", 60, 60), buckets.take("a", 1, 60)) == (0, 1)


def test_what_costs_more_than_a_bucket_holds_is_had_from_a_full_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    now, buckets = 100.0, Buckets(tmp_path / "rates")
    monkeypatch.setattr("conflictdb.rates.time.time", lambda: now)
    assert (buckets.take("a", 90, 60), buckets.take("a", 1, 60)) == (0, 31)


def test_of_a_full_set_the_fullest_bucket_makes_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(rates, "SETS", 1)
    monkeypatch.setattr("conflictdb.rates.time.time", lambda: 100.0)
    buckets = Buckets(tmp_path / "rates")
    for number in range(8):
        buckets.take(f"caller {number}", 60 if number else 30, 60)
    assert buckets.take("new", 60, 60) == 0
    assert buckets.take("caller 0", 60, 60) == 0  # was half full, had to go, is full again
    assert buckets.take("caller 7", 60, 60) == 60


TAKE = (
    "from pathlib import Path; from conflictdb.rates import Buckets; b = Buckets(Path({!r}));"
    "print(*[b.take('a', 1, 100) > 0 for _ in range(60)])"
)


def test_processes_share_their_buckets(tmp_path: Path) -> None:
    """Two that take 60 each out of one of 100."""
    command = [sys.executable, "-c", TAKE.format(str(tmp_path / "rates"))]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "conflictdb.settings"}
    running = [subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) for _ in "ab"]
    refused = sum(process.communicate(timeout=60)[0].split().count("True") for process in running)
    assert 16 <= refused <= 20  # it fills up by one and a bit a second


def test_callers_are_counted_where_no_file_can_be_had(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    buckets = Buckets(tmp_path / "file" / "rates")
    assert (buckets.take("a", 60, 60), buckets.take("a", 60, 60) > 0) == (0, True)
    assert "counted in this process alone" in caplog.text


def test_counting_is_quick(tmp_path: Path) -> None:
    buckets = Buckets(tmp_path / "rates")
    began = time.process_time()
    for number in range(1_000):
        buckets.take(f"caller {number}", 1, 60)
    assert time.process_time() - began < 0.5


def ask(secret: str = "", scheme: str = "Bearer", **headers: str) -> Any:
    given = {"authorization": f"{scheme} {secret}"} if secret else {}
    return RequestFactory().get("/", headers=given | headers)


@pytest.mark.django_db
@pytest.mark.usefixtures("counted")
def test_without_a_key_one_is_counted_by_address() -> None:
    caller = admit(ask(), Scope.API)
    assert (caller.name, caller.rate) == ("address:127.0.0.1", RateClass.ANONYMOUS)
    for _ in range(59):
        admit(ask(), Scope.API)
    with pytest.raises(Denied, match="more than 60 requests a minute: come again in 1 seconds") as denied:
        admit(ask(), Scope.API)
    assert (denied.value.status, denied.value.retry_after) == (429, 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("counted")
def test_with_a_key_one_may_ask_more() -> None:
    _, secret = key(rate_class="partner")
    for _ in range(200):
        caller = admit(ask(secret), Scope.EXPORTS)
    charge(caller, 60_000)
    with pytest.raises(Denied, match="points") as denied:
        charge(caller, 2_000)
    assert denied.value.retry_after in (1, 2)
    assert admit(ask(), Scope.API).rate is RateClass.ANONYMOUS


@pytest.mark.django_db
@pytest.mark.usefixtures("counted")
def test_a_wrong_key_is_refused_and_counted() -> None:
    statuses = []
    for _ in range(61):
        with pytest.raises(Denied) as denied:
            admit(ask("cdb_wrong"), Scope.API)
        statuses.append(denied.value.status)
    assert statuses == [401] * 60 + [429]


@pytest.mark.django_db
def test_a_key_is_good_for_what_it_says() -> None:
    _, secret = key(scopes=["api"])
    admit(ask(secret), Scope.API)
    with pytest.raises(Denied) as denied:
        admit(ask(secret), Scope.EXPORTS)
    assert denied.value.status == 403
    assert admit(ask("dXNlcjpwYXNz", "Basic"), Scope.API).rate is RateClass.ANONYMOUS


@pytest.mark.parametrize(
    ("behind_proxy", "remote", "forwarded", "counted_by"),
    [
        (False, "192.0.2.1", "198.51.100.7", "192.0.2.1"),
        (True, "10.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (True, "10.0.0.1", "", "10.0.0.1"),
        (False, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (False, "", "", ""),
    ],
)
def test_the_address(settings: Any, behind_proxy: bool, remote: str, forwarded: str, counted_by: str) -> None:
    settings.BEHIND_PROXY = behind_proxy
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert address(RequestFactory(REMOTE_ADDR=remote).get("/", headers=headers)) == counted_by


# ---------------------------------------------------------------- the admin


def login(client: Client, group: str) -> None:
    user = User.objects.create_user("ann", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)


@pytest.mark.django_db
def test_a_manager_makes_a_key_and_sees_it_once(client: Client) -> None:
    login(client, "managers")
    given = {"name": "Partner", "rate_class": "partner", "scopes": ["api"], "expires_at_0": "", "expires_at_1": ""}
    page = client.post("/admin/conflictdb/apikey/add/", given)
    made = ApiKey.objects.get()
    [secret] = [word for word in page.content.decode().replace('"', " ").split() if hashed(word) == made.hash]
    assert "no-store" in page["Cache-Control"]
    assert (made.rate_class, made.scopes) == ("partner", ["api"])
    shown = client.get(f"/admin/conflictdb/apikey/{made.pk}/change/").content.decode()
    assert secret not in shown
    assert made.hash not in shown
    client.post("/admin/conflictdb/apikey/", {"action": "revoke", "_selected_action": [made.pk]})
    assert find_key(secret) is None


@pytest.mark.django_db
@pytest.mark.parametrize("group", ["viewers", "editors"])
def test_nobody_else_sees_keys(client: Client, group: str) -> None:
    login(client, group)
    for page in ("", "add/"):
        assert client.get(f"/admin/conflictdb/apikey/{page}").status_code == 403
    assert "apikey" not in client.get("/admin/").content.decode()
