"""Reading a market's whole folder, and checking its files against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storefront.importing.columns import (
    CERTIFICATE,
    FILES,
    MARKET,
    PRODUCTS,
    STORIES,
    VARIANTS,
    File,
)
from storefront.importing.reading import ImportRefused, Problem, Row, read_table
from storefront.stories.timeline import read_event

# Notes for whoever writes the shop's texts; nothing of them is shown.
NOTES = {"story_facts.csv", "district_facts.csv"}

# file, column, the file in which the slug must stand, what it names
REFERENCES = (
    ("communes.csv", "old_district_slug", "districts.csv", "district"),
    ("cooperatives.csv", "district_slug", "districts.csv", "district"),
    ("products.csv", "cooperative_slug", "cooperatives.csv", "cooperative"),
    ("products.csv", "category", "categories.csv", "category"),
    ("variants.csv", "product_slug", "products.csv", "product"),
    ("map.csv", "district_slug", "districts.csv", "district"),
    ("map.csv", "neighbours", "districts.csv", "district"),
    ("accounts.csv", "cooperative_slug", "cooperatives.csv", "cooperative"),
    ("stories.csv", "cooperative_slug", "cooperatives.csv", "cooperative"),
    ("delivery.csv", "cooperative_slug", "cooperatives.csv", "cooperative"),
)


@dataclass(frozen=True, slots=True)
class Folder:
    """Hold the rows of every file; an optional file that is not there has none."""

    tables: dict[str, list[Row]]
    ignored: list[str]

    def rows(self, file: File) -> list[Row]:
        """Return a file's rows."""
        return self.tables.get(file.name, [])


def read_folder(folder: Path) -> Folder:
    """Read and check a folder; raise ImportRefused with every problem of every file."""
    if not folder.is_dir():
        raise ImportRefused([Problem(str(folder), 0, "", "no such folder")])
    problems: list[Problem] = []
    tables: dict[str, list[Row]] = {}
    for file in FILES:
        path = folder / file.name
        if file.needed or path.exists():
            rows = read_table(path, file.columns, file.key, problems)
            if rows is not None:
                tables[file.name] = rows
    for check in (_references, _certificates, _timelines, _delivery_terms, _cells, _one_market):
        problems += check(tables)
    if problems:
        order = {file.name: place for place, file in enumerate(FILES)}
        raise ImportRefused(sorted(problems, key=lambda p: (order.get(p.file, -1), p.line)))
    known = {file.name for file in FILES} | NOTES
    ignored = sorted(p.name for p in folder.glob("*.csv") if p.name not in known)
    return Folder(tables, ignored)


def _references(tables: dict[str, list[Row]]) -> Iterator[Problem]:
    """Name every slug that stands nowhere in the file it points to."""
    for file, column, target, noun in REFERENCES:
        if target not in tables:
            continue
        known = {row["slug"] for row in tables[target]}
        for row in tables.get(file, []):
            for slug in (row.get(column) or "").split():
                if slug not in known:
                    yield row.problem(column, f"no such {noun}: {slug!r}")


def _certificates(tables: dict[str, list[Row]]) -> Iterator[Problem]:
    """Name certificates that lack something; Decision 148/QĐ-TTg certifies three stars and up."""
    for row in tables.get(PRODUCTS.name, []):
        for prefix in ("certificate", "sample_certificate"):
            columns = [f"{prefix}_{part}" for part in CERTIFICATE]
            empty = [column for column in columns if not row.get(column)]
            if len(empty) == len(columns):
                continue
            for column in empty:
                yield row.problem(column, "a certificate needs number, issuer and both dates")
            if (row["ocop_stars"] or 0) < 3:
                yield row.problem("ocop_stars", "a certificate stands for three stars or more")
            if not empty and row[columns[2]] >= row[columns[3]]:
                yield row.problem(columns[3], "must be later than the day of issue")


def _timelines(tables: dict[str, list[Row]]) -> Iterator[Problem]:
    """Name every line of a timeline that does not begin with when it happened."""
    for row in tables.get(STORIES.name, []):
        if row["kind"] != "timeline":
            continue
        for column in ("body_vi", "body_en"):
            for line in (row.get(column) or "").splitlines():
                if line and read_event(line) is None:
                    reason = 'not "2016: …", "7/2016: …" or "25/7/2016: …"'
                    yield row.problem(column, f"{reason}: {line!r}")


def _delivery_terms(tables: dict[str, list[Row]]) -> Iterator[Problem]:
    for row in tables.get("delivery.csv", []):
        shortest, longest = row.get("days_min"), row.get("days_max")
        if shortest is not None and longest is not None and shortest > longest:
            yield row.problem("days_max", "must not be less than days_min")
        if row.get("accepts_cod") is False and row.get("accepts_transfer") is False:
            yield row.problem("accepts_transfer", "some way to pay must be accepted")


def _cells(tables: dict[str, list[Row]]) -> Iterator[Problem]:
    """Name every district that is put where another one lies on the map."""
    taken: dict[tuple[int, int], str] = {}
    for row in tables.get("map.csv", []):
        cell = (row["col"], row["row"])
        first = taken.setdefault(cell, row["district_slug"])
        if first != row["district_slug"]:
            yield row.problem("col", f"{first!r} lies in this column and row already")


def _one_market(tables: dict[str, list[Row]]) -> Iterator[Problem]:
    for row in tables.get(MARKET.name, [])[1:]:
        yield row.problem("", "a folder describes one market")


def variants_by_product(folder: Folder) -> dict[str, list[Row]]:
    """Return the pack sizes listed for each product."""
    listed: dict[str, list[Row]] = {}
    for row in folder.rows(VARIANTS):
        listed.setdefault(row["product_slug"], []).append(row)
    return listed
