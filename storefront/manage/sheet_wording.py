"""Why a file or a cell was refused, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from storefront.i18n.languages import localized_text
from storefront.manage.pack_form import unclear_price
from storefront.spreadsheets.columns import Column
from storefront.spreadsheets.plan import Change, Fault
from storefront.tabular import Cell
from storefront.templating import show_price

_REFUSED: Mapping[str, Callable[[], str]] = {
    "empty": lambda: _("That file is empty. Choose it again."),
    "large": lambda: _("That file is too large: 5 MB at most. Send it in parts."),
    "rows": lambda: _("That file has too many rows: %(most)s at most. Send it in parts."),
    "old_excel": lambda: _(
        "That file is locked with a password or of Excel 97–2003 (.xls). Open it in Excel and save"
        " it as “Excel Workbook (.xlsx)” without a password."
    ),
    "locked": lambda: _("That file is locked with a password. Save it without one."),
    "encoding": lambda: _(
        "The Vietnamese letters of that file cannot be read. Save it in Excel as .xlsx, or as “CSV"
        " UTF-8”."
    ),
    "kind": lambda: _("That is no spreadsheet. Choose an .xlsx or .csv file."),
    "broken": lambda: _(
        "That file is not whole. Open it in Excel, save it as .xlsx, send it again."
    ),
    "unpacked": lambda: _("That file holds far more than goods. Copy your rows into our template."),
    "no_headings": lambda: _(
        "No row of headings was found: there must be a column “Mã hàng” or “Tên hàng”. Begin with"
        " our template."
    ),
    "column_twice": lambda: _("The column “%(column)s” stands there twice. Keep one of them."),
    "no_goods": lambda: _("There are only headings in that file, and no goods."),
}

_CELLS: Mapping[str, Callable[[], str]] = {
    "price_range": lambda: _("A price is at most 1,000,000,000 ₫; empty means “ask the maker”."),
    "weight": lambda: _("Type the weight with its unit, such as 500 g or 1,5 kg."),
    "no_weight": lambda: _("The pack size tells no weight: type one, such as 500 g or 1,5 kg."),
    "count": lambda: _("That is no whole number of packs."),
    "stock_range": lambda: _("That is more than %(most)s packs."),
    "stock_moved": lambda: _(
        "Since you downloaded it, it went from %(seen)s to %(now)s: an order came, or somebody"
        " counted. Count again and type %(now)s as stock when downloaded, or leave the cell empty."
    ),
    "month": lambda: _("That is no month: type a number from 1 to 12."),
    "half_season": lambda: _(
        "A season has a first and a last month; leave both empty for all year."
    ),
    "weekdays": lambda: _("These are no days of the week: type such as T3 T6, or CN for Sunday."),
    "yes_no": lambda: _("Type “có” or “không”."),
    "status": lambda: _("That is no state. Type one of: %(offered)s."),
    "reach": lambda: _("That is none of the distances. Type one of: %(offered)s."),
    "kind": lambda: _("There is no such kind. Type one of: %(offered)s."),
    "no_kind": lambda: _("New goods need a kind."),
    "long": lambda: _("That is %(number)s characters long: %(most)s at most."),
    "date": lambda: _("Excel has made a date of this. Format the cell as text and type it again."),
    "failed": lambda: _("The formula in this cell has failed."),
    "archived": lambda: _("These goods are archived. Bring them back first, then change them."),
    "unknown_goods": lambda: _("You have no goods of this code. Leave it empty for new goods."),
    "no_name": lambda: _("New goods need a name."),
    "known_name": lambda: _(
        "You have goods called “%(name)s” already: type their code %(slug)s, or another name."
    ),
    "two_rows": lambda: _("This contradicts row %(other)s, which is about the same goods."),
    "unknown_pack": lambda: _(
        "These goods have no pack of this code. Leave it empty for a new one."
    ),
    "which_pack": lambda: _("These goods have several packs: type which one is meant."),
    "pack_twice": lambda: _("Row %(other)s is about the same pack already."),
    "no_label": lambda: _("Say what a pack holds, such as “Túi 1 kg”."),
    "label_twice": lambda: _("Row %(other)s has a pack of the same size already."),
    "packs": lambda: _("Goods have at most %(most)s pack sizes."),
    "none_on_sale": lambda: _("At least one pack size must stay on sale."),
    "licence": lambda: _(
        "Alcohol needs your licence before it can be on sale. State it in the form of any alcohol,"
        " or hide these goods."
    ),
}


def file_words(reason: str, values: Mapping[str, object]) -> str:
    """Say why a file was not read."""
    return _REFUSED[reason]() % values


def fault_words(fault: Fault) -> str:
    """Say what is wrong with a cell and what to do about it."""
    if fault.reason == "price":
        return f"{_('That is no amount of money.')} {unclear_price(fault.typed)}"
    return _CELLS[fault.reason]() % fault.values


def change_words(change: Change) -> tuple[str, str, str]:
    """Return a field's name, and what it was and would be, as the page shows them."""
    name = localized_text(change.column.heading)
    return name, _cell(change.column, change.before), _cell(change.column, change.after)


def _cell(column: Column, cell: Cell) -> str:
    if column.name == "price_vnd":
        return show_price(cell) if isinstance(cell, int) else _("Ask the maker")
    return "–" if cell in (None, "") else str(cell)
