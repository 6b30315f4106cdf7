"""Loading a GeoNames dump: kinds, parents, limits, refusals, a second run, what stands; and how the reader uses it."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from conflictdb.models import Location
from conflictdb.vocabularies import LocationKind, ReviewStatus
from loaders.annotate.annotated import Mention
from loaders.geonames import DumpError, LineError, read_dump
from loaders.link.namesakes import Namesakes
from loaders.store.dump import DumpReport, Limits, store_dump
from loaders.store.gazetteer import gazetteer_from_rows


def line(identifier: int, name: str, feature: str, *, others: str = "", point: str = "1.5,29.5", codes: str = ",") -> str:
    latitude, longitude = point.split(",")
    first, second = codes.split(",")
    group, code = feature.split(".")
    fields = [str(identifier), name, name, others, latitude, longitude, group, code, "CD", "", first, second]
    return "\t".join([*fields, "", "", "0", "", "500", "Africa/Kinshasa", "2024-01-01"])


LINES = (
    line(900001, "Upper Sample", "A.ADM1", codes="97,"),
    line(900002, "Sample Territory", "A.ADM2", codes="97,9701"),
    line(900003, "Lwanzaro", "P.PPL", others="Luanzaro,Lwanzalo", codes="97,9701"),
    line(900004, "Lwanza River", "H.STM", codes="97,"),
    line(900005, "Sample Road", "R.RD", codes="97,"),
)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "CD.txt"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return path


def load(path: Path, limits: Limits = Limits()) -> DumpReport:  # noqa: B008
    return store_dump(path, limits, lambda report: None)


def outcomes(report: DumpReport) -> dict[str, int]:
    counts = report.records.by_noun().get("location", {})
    return {outcome: number for outcome, number in counts.items() if number}


@pytest.mark.usefixtures("reference")
def test_kinds_parents_and_names(dump: Path) -> None:
    report = load(dump)
    assert (report.lines, report.left_out, outcomes(report)) == (5, 1, {"inserted": 4})
    rows = {row.name: row for row in Location.objects.filter(slug__contains="-90000").select_related("parent")}
    found = {name: (str(row.kind), row.parent.name if row.parent else None) for name, row in rows.items()}
    assert found == {
        "Upper Sample": ("province", "Democratic Republic of the Congo"),
        "Sample Territory": ("territory", "Upper Sample"),
        "Lwanzaro": ("city", "Sample Territory"),
        "Lwanza River": ("water", "Upper Sample"),
    }
    town = rows["Lwanzaro"]
    assert (town.slug, town.latitude, town.country_code) == ("lwanzaro-900003", 1.5, "CD")
    assert [name.name for name in town.names.all()] == ["Luanzaro", "Lwanzalo"]


@pytest.mark.usefixtures("reference")
def test_a_second_load_changes_nothing(dump: Path) -> None:
    load(dump)
    assert outcomes(load(dump)) == {"unchanged": 4}


@pytest.mark.usefixtures("reference")
def test_a_changed_line_changes_its_place_and_a_decision_stands(dump: Path) -> None:
    load(dump)
    Location.objects.filter(slug="lwanza-river-900004").update(latitude=2.0, locked_fields=["latitude"])
    dump.write_text("\n".join(text.replace("\t1.5\t", "\t1.6\t") for text in LINES) + "\n", encoding="utf-8")
    load(dump)
    points = dict(Location.objects.filter(slug__contains="-90000").values_list("slug", "latitude"))
    assert (points["lwanzaro-900003"], points["lwanza-river-900004"]) == (1.6, 2.0)


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize(
    ("limits", "names"),
    [
        (Limits(feature_classes=frozenset("P")), {"Lwanzaro"}),
        (Limits(countries=frozenset({"RW"})), set()),
        (
            Limits(countries=frozenset({"CD"}), feature_classes=frozenset("AH")),
            {"Upper Sample", "Sample Territory", "Lwanza River"},
        ),
    ],
)
def test_limits(dump: Path, limits: Limits, names: set[str]) -> None:
    load(dump, limits)
    assert set(Location.objects.filter(slug__contains="-90000").values_list("name", flat=True)) == names


@pytest.mark.usefixtures("reference")
def test_a_shipped_place_is_not_made_again(tmp_path: Path) -> None:
    goma = Location.objects.get(slug="goma")
    path = tmp_path / "CD.txt"
    path.write_text(line(900009, "Goma", "P.PPL", point=f"{goma.latitude},{goma.longitude}") + "\n", encoding="utf-8")
    assert outcomes(load(path)) == {"unchanged": 1}
    assert Location.objects.filter(name="Goma", kind="city").count() == 1


@pytest.mark.usefixtures("reference")
def test_the_reader_knows_them_where_a_text_marks_a_place(dump: Path) -> None:
    load(dump)
    gazetteer = gazetteer_from_rows()
    assert "lwanzaro-900003" not in gazetteer.places
    mention = Mention(0, 0, 0, 0, 0, "Luanzaro", place_kind=LocationKind.CITY, name="Luanzaro", rule="located")
    assert [place.slug for place in Namesakes(gazetteer).of(mention)] == ["lwanzaro-900003"]
    Location.objects.filter(slug="lwanzaro-900003").update(review_status=ReviewStatus.REJECTED.value)
    assert Namesakes(gazetteer_from_rows()).of(mention) == ()


@pytest.mark.parametrize(
    ("_case", "text", "message"),
    [
        ("columns", "1\tA\tB", "3 columns instead of 19"),
        ("id", LINES[2].replace("900003", "x"), "the id 'x' is no number"),
        ("latitude", LINES[2].replace("\t1.5\t", "\tnorth\t"), "the latitude 'north' is no number"),
        ("range", LINES[2].replace("\t1.5\t", "\t91\t"), "the latitude 91.0 lies outside -90 to 90"),
        ("name", LINES[2].replace("\tLwanzaro\tLwanzaro\t", "\t\t\t"), "the name of 900003 is empty"),
    ],
)
def test_unusable_lines_are_told_by_number(tmp_path: Path, _case: str, text: str, message: str) -> None:
    path = tmp_path / "CD.txt"
    path.write_text(f"{LINES[0]}\n{text}\n{LINES[1]}\n", encoding="utf-8")
    first, error, last = read_dump(path)
    assert isinstance(error, LineError)
    assert str(error).startswith(f"{path}:2: {message}")
    assert not isinstance(first, LineError)
    assert not isinstance(last, LineError)


def test_a_file_that_is_no_dump_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name;latitude\nGoma;-1.6\n", encoding="utf-8")
    with pytest.raises(DumpError, match=r"list\.csv:1: 1 columns instead of 19"):
        list(read_dump(path))


def test_packed_dumps(tmp_path: Path) -> None:
    text = "\n".join(LINES) + "\n"
    with zipfile.ZipFile(tmp_path / "CD.zip", "w") as archive:
        archive.writestr("readme.txt", "read me")
        archive.writestr("CD.txt", text)
    (tmp_path / "CD.txt.gz").write_bytes(gzip.compress(text.encode()))
    assert list(read_dump(tmp_path / "CD.zip")) == list(read_dump(tmp_path / "CD.txt.gz"))


@pytest.mark.usefixtures("reference")
def test_the_command_tells_what_it_did(dump: Path) -> None:
    dump.write_text("\n".join([*LINES, "broken"]) + "\n", encoding="utf-8")
    err = io.StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("load_gazetteer", str(dump), "--feature-class", "p", stderr=err)
    assert "6 lines: 1 inserted, 0 updated, 0 unchanged, 4 left out, 1 refused" in err.getvalue()
    assert f"{dump}:6: 1 columns instead of 19: 'broken'" in err.getvalue()


@pytest.mark.usefixtures("reference")
def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"CD\.txt"):
        call_command("load_gazetteer", str(tmp_path / "CD.txt"))
