"""Market folders for tests: a small made-up province, and ways to change its files."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

from storefront.database import db

OTHER_PROVINCE = Path(__file__).parent / "other_province"


def copy_of_other_province(tmp_path: Path) -> Path:
    """Return a copy of the small folder that a test may change."""
    return Path(shutil.copytree(OTHER_PROVINCE, tmp_path / "folder"))


def read(path: Path) -> list[list[str]]:
    """Return a file's records, the header first."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def write(path: Path, records: list[list[str]]) -> None:
    """Write a file's records."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(records)


def change(path: Path, slug: str, **cells: object) -> None:
    """Put cells into the row of a slug, adding columns where there are none."""
    header, *rows = read(path)
    for column in cells:
        if column not in header:
            header.append(column)
    rows = [row + [""] * (len(header) - len(row)) for row in rows]
    for row in rows:
        if row[0] == slug:
            for column, value in cells.items():
                row[header.index(column)] = str(value)
    write(path, [header, *rows])


def add_file(folder: Path, name: str, text: str) -> None:
    """Write a file, its lines stripped of the indentation of a test."""
    lines = (line.strip() for line in text.strip().splitlines())
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table."""
    db.session.rollback()
    return {
        table.name: sorted((tuple(row) for row in db.session.execute(table.select())), key=repr)
        for table in db.metadata.sorted_tables
    }
