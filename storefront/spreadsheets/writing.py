"""Goods as files: all of a cooperative's, or an empty template."""

from __future__ import annotations

from collections.abc import Sequence

from storefront.cooperatives.models import Cooperative
from storefront.spreadsheets.columns import CODE, NAME, SEEN, SLUG, Column, Of, columns_for
from storefront.spreadsheets.reading import INSTRUCTION
from storefront.spreadsheets.standing import Goods, Pack, all_kinds, standing_goods
from storefront.tabular import Cell, write_csv, write_xlsx

TITLE = "Hàng"


def goods_table(shop: Cooperative, *, demo: bool) -> list[list[Cell]]:
    """Return a maker's goods with headings, one row for a pack size."""
    columns = columns_for(all_kinds())
    table = [_headings(columns)]
    for goods in standing_goods(shop, columns, demo=demo):
        for place, pack in enumerate(goods.packs):
            table.append([_cell(column, goods, pack, place) for column in columns])
    return table


def empty_table() -> list[list[Cell]]:
    """Return the headings with a row that tells what belongs under each."""
    columns = columns_for(all_kinds())
    hints: list[Cell] = [column.hint for column in columns]
    hints[0] = f"{INSTRUCTION} dòng hướng dẫn, không được nhập: {hints[0]}"
    return [_headings(columns), hints]


def as_file(table: list[list[Cell]], kind: str) -> bytes:
    """Return a table as a file: "csv" or "xlsx"."""
    return write_csv(table) if kind == "csv" else write_xlsx({TITLE: table})


def _headings(columns: Sequence[Column]) -> list[Cell]:
    return [column.heading.vi for column in columns]


def _cell(column: Column, goods: Goods, pack: Pack, place: int) -> Cell:
    if column is SLUG:
        return goods.product.slug
    if column is CODE:
        return pack.code
    if column is SEEN:
        return column.write(pack.values["stock"])
    if column.of is Of.PACK:
        return column.write(pack.values[column.name])
    # Said once, so that a change in one row contradicts no other; the name is to find one's way.
    if place and column is not NAME:
        return None
    return column.write(goods.values[column.name])
