"""The files of a sample showcase, beside those of its market."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path

from storefront.importing import cells
from storefront.importing.reading import BadCell, Column, ImportRefused, Problem, Row, read_table
from storefront.showcase.models import MARK_KINDS, MOST_CELLS
from storefront.text import clean_line, clean_text

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")

Table = tuple[tuple[str, ...], tuple[Column, ...]]


def clock_time(cell: str) -> time:
    """Read a time of the day, "07:30"; raise BadCell for anything else."""
    read = _TIME.fullmatch(clean_line(cell))
    if read is None:
        raise BadCell(f"not a time of the day: {cell!r}")
    return time(int(read[1]), int(read[2]))


def _both(name: str) -> tuple[Column, Column]:
    return Column(f"{name}_vi", clean_text), Column(f"{name}_en", clean_text)


def _cells_of_floor() -> tuple[Column, ...]:
    whole = cells.whole(1, MOST_CELLS)
    return tuple(
        Column(name, whole, None, filled=True) for name in ("column", "row", "width", "height")
    )


TABLES: dict[str, Table] = {
    "showcase.csv": (
        ("slug",),
        (
            Column("slug", cells.slug, filled=True),
            *_both("title"),
            *_both("theme"),
            *_both("words"),
            *_both("place"),
            *_both("address"),
            *_both("organiser"),
            Column("opens", clock_time, filled=True),
            Column("closes", clock_time, filled=True),
            Column("grid_columns", cells.whole(1, MOST_CELLS), filled=True),
            Column("grid_rows", cells.whole(1, MOST_CELLS), filled=True),
            Column("source", None, needed=False),
        ),
    ),
    "programme.csv": (
        ("day", "starts", "hall_vi"),
        (
            Column("day", cells.whole(1, 9), filled=True),
            Column("starts", clock_time, filled=True),
            Column("ends", clock_time, filled=True),
            *_both("hall"),
            *_both("title"),
            *_both("words"),
            *_both("speakers"),
        ),
    ),
    "floor.csv": (
        ("kind", "column", "row"),
        (Column("kind", cells.one_of(*MARK_KINDS), filled=True), *_cells_of_floor()),
    ),
    "event_prices.csv": (
        ("number", "product_slug"),
        (
            Column("number", filled=True),
            Column("product_slug", cells.slug, filled=True),
            Column("percent_off", cells.whole(1, 90), filled=True),
            Column("limit", cells.whole(1, 10_000), None),
        ),
    ),
    "vouchers.csv": (
        ("number", "code"),
        (
            Column("number", filled=True),
            Column("code", filled=True),
            Column("percent", cells.whole(1, 90), filled=True),
            Column("min_goods_vnd", cells.price, None),
            Column("limit", cells.whole(1, 10_000), None),
        ),
    ),
    "booths.csv": (
        ("number",),
        (
            Column("number", filled=True),
            Column("cooperative_slug", cells.slug, filled=True),
            Column("host"),
            *_cells_of_floor(),
            *_both("words"),
            Column("products", cells.slugs, filled=True),
        ),
    ),
}


def read_showcase(folder: Path) -> dict[str, list[Row]]:
    """Return the rows of every file; raise ImportRefused with every problem of every file."""
    problems: list[Problem] = []
    rows = {
        name: read_table(folder / name, columns, key, problems) or []
        for name, (key, columns) in TABLES.items()
    }
    if problems:
        raise ImportRefused(problems)
    return rows
