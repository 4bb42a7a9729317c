"""The columns of a spreadsheet of goods: the one table that writing, template and reading use.

A row is one pack size. What is said of the goods stands in the first row of their packs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from storefront.catalogue.limits import LINE, LONG_TEXT, LONGEST_LABEL, SHORT, TEXT
from storefront.catalogue.models import Category
from storefront.i18n.bilingual import Bilingual
from storefront.spreadsheets import cells
from storefront.tabular import Cell
from storefront.text import tokens
from storefront.weights import format_weight


class Of(Enum):
    """Say what a column tells of: the row itself, the goods, or one pack size of them."""

    ROW = auto()
    GOODS = auto()
    PACK = auto()


KEEP = object()


@dataclass(frozen=True, slots=True)
class Column:
    """Describe a column: `name` is the field it fills, `hint` stands under it in the template.

    An `empty` cell means that value, or KEEP: all stays as it is.
    """

    name: str
    heading: Bilingual
    hint: str
    of: Of
    read: Callable[[str], Any]
    empty: Any = ""
    write: Callable[[Any], Cell] = str


def _plain(value: Any) -> Cell:
    return None if value is None else int(value)


def _goods(name: str, vi: str, en: str, hint: str, read: Any, **more: Any) -> Column:
    return Column(name, Bilingual(vi, en), hint, Of.GOODS, read, **more)


def _pack(name: str, vi: str, en: str, hint: str, read: Any, **more: Any) -> Column:
    return Column(name, Bilingual(vi, en), hint, Of.PACK, read, **more)


def _both(name: str, vi: str, en: str, hint: str, read: Any) -> tuple[Column, Column]:
    return (
        _goods(f"{name}_vi", vi, f"{en} in Vietnamese", hint, read),
        _goods(f"{name}_en", f"{vi} (tiếng Anh)", f"{en} in English", "không bắt buộc", read),
    )


def _choice(words: Mapping[str, Any], reason: str) -> dict[str, Any]:
    names = cells.names_of(words)
    return {
        "read": cells.one_of(words, reason),
        "write": lambda value: names.get(value, ""),
        "empty": KEEP,
    }


YES_NO = _choice(
    {"có": True, "không": False, "x": True, "yes": True, "y": True, "true": True, "1": True}
    | {"no": False, "n": False, "false": False, "0": False, "k": False},
    "yes_no",
)
STATUS = _choice(
    {"đang bán": "published", "ẩn": "hidden", "bán": "published", "on sale": "published"}
    | {"published": "published", "hidden": "hidden", "đang ẩn": "hidden"},
    "status",
)
REACH = _choice(
    {"mọi tỉnh": "elsewhere", "trong tỉnh": "province", "trong huyện": "district"}
    | {"every province": "elsewhere", "within the province": "province"}
    | {"within the district": "district", "elsewhere": "elsewhere"}
    | {"province": "province", "district": "district"},
    "reach",
)

SLUG = Column(
    "slug",
    Bilingual("Mã hàng", "Goods code"),
    "có sẵn khi tải về: đừng sửa; hàng mới để trống",
    Of.ROW,
    cells.line(LINE),
)
CODE = Column(
    "code",
    Bilingual("Mã gói", "Pack code"),
    "có sẵn khi tải về: đừng sửa; gói mới để trống",
    Of.ROW,
    cells.line(LINE),
)
SEEN = Column(
    "seen",
    Bilingual("Tồn kho lúc tải về", "Stock when downloaded"),
    "đừng sửa",
    Of.ROW,
    cells.count,
    write=_plain,
)
STOCK = _pack(
    "stock",
    "Tồn kho",
    "Stock",
    "số gói còn bán được, ví dụ 25; để trống: giữ nguyên",
    cells.count,
    empty=KEEP,
    write=_plain,
)
NAME = _goods(
    "name_vi", "Tên hàng", "Name in Vietnamese", "bắt buộc với hàng mới", cells.line(LINE)
)
LABEL = _pack(
    "label_vi",
    "Quy cách",
    "Pack size",
    "bắt buộc với gói mới, ví dụ Túi 1 kg; mỗi quy cách một dòng",
    cells.line(LONGEST_LABEL),
)


def _kinds(kinds: Sequence[Category]) -> Column:
    words = {kind.name_vi: kind.id for kind in kinds}
    for names in ([kind.name_en for kind in kinds], [kind.slug for kind in kinds]):
        for name, kind in zip(names, kinds, strict=True):
            words.setdefault(name, kind.id)
    words.pop("", None)
    hint = "một trong: " + ", ".join(kind.name_vi for kind in kinds)
    return _goods("category_id", "Loại hàng", "Kind", hint, **_choice(words, "kind"))


def columns_for(kinds: Sequence[Category]) -> tuple[Column, ...]:
    """Return the columns of a market with these kinds of goods, in their order."""
    yes_no = "có hoặc không"
    price = "đồng, ví dụ 85000, 85.000 hoặc 85k; để trống: hỏi nhà làm"
    season = "số từ 1 đến 12; để trống cả hai ô: quanh năm"
    return (
        SLUG,
        NAME,
        _goods(
            "name_en", "Tên hàng (tiếng Anh)", "Name in English", "không bắt buộc", cells.line(LINE)
        ),
        _kinds(kinds),
        _goods("status", "Trạng thái", "State", "đang bán hoặc ẩn", **STATUS),
        CODE,
        LABEL,
        _pack(
            "label_en",
            "Quy cách (tiếng Anh)",
            "Pack size in English",
            "không bắt buộc",
            cells.line(LONGEST_LABEL),
        ),
        _pack("price_vnd", "Giá", "Price", price, cells.price, empty=None, write=_plain),
        _pack(
            "weight_g",
            "Khối lượng gói",
            "Weight of a full pack",
            "kèm đơn vị, ví dụ 500 g hoặc 1,5 kg",
            cells.weight,
            empty=KEEP,
            write=lambda grams: format_weight(grams, "vi"),
        ),
        STOCK,
        SEEN,
        _pack("is_active", "Bán gói này", "This pack is on sale", yes_no, **YES_NO),
        *_both("unit", "Đơn vị bán", "Sold by", "ví dụ kg, lọ, chục", cells.line(SHORT)),
        _goods(
            "net_weight", "Định lượng", "Measure", "ví dụ 500 g, 750 ml, 10 quả", cells.line(SHORT)
        ),
        _goods(
            "season_first",
            "Mùa từ tháng",
            "Season from month",
            season,
            cells.month,
            empty=None,
            write=_plain,
        ),
        _goods(
            "season_last",
            "Mùa đến tháng",
            "Season until month",
            season,
            cells.month,
            empty=None,
            write=_plain,
        ),
        *_both(
            "description",
            "Mô tả",
            "Description",
            "hàng này là gì, có gì hay",
            cells.text(LONG_TEXT),
        ),
        *_both(
            "use_by", "Hạn dùng", "Use by", "ví dụ 12 tháng kể từ ngày sản xuất", cells.line(LINE)
        ),
        *_both(
            "ingredients",
            "Thành phần",
            "Ingredients",
            "thành phần hoặc chất liệu",
            cells.text(TEXT),
        ),
        *_both("storage", "Bảo quản", "How to keep it", "ví dụ để nơi khô mát", cells.text(TEXT)),
        *_both(
            "origin", "Xuất xứ", "Origin", "để trống nếu là nơi của hợp tác xã", cells.line(LINE)
        ),
        _goods(
            "reach",
            "Gửi được đến",
            "Can travel to",
            "mọi tỉnh, trong tỉnh hoặc trong huyện",
            **REACH,
        ),
        _goods(
            "ship_days",
            "Ngày gửi hàng",
            "Days on which it is sent",
            "ví dụ T3 T6; để trống: ngày nào cũng gửi",
            cells.weekdays,
            write=cells.show_weekdays,
        ),
        _goods("is_alcohol", "Là rượu, bia", "This is alcohol", yes_no, **YES_NO),
    )


def headings(columns: Sequence[Column]) -> dict[str, Column]:
    """Return the columns by each of their headings, as `plain` writes them."""
    known: dict[str, Column] = {}
    for column in columns:
        for words in (column.heading.vi, column.heading.en, column.name):
            known[plain(words)] = column
    return known


def plain(heading: str) -> str:
    """Return a heading without marks, capitals and signs."""
    return " ".join(tokens(heading))


def headings_of(columns: Sequence[Column]) -> dict[str, str]:
    """Return the headings of our own sheets by the names of their columns."""
    return {column.name: column.heading.vi for column in columns}
