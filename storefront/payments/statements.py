"""Bank statements as Vietnamese banks export them: CSV in, dated lines out.

Columns are found by their headings, in Vietnamese or English, whatever stands above them;
commas, semicolons and tabs all part cells.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from storefront.money import UnclearAmount, parse_vnd
from storefront.text import clean_line, fold

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "date": (
        "ngay", "ngay giao dich", "ngay gd", "ngay hach toan", "ngay hieu luc", "ngay phat sinh",
        "thoi gian", "thoi gian giao dich", "date", "transaction date", "booking date",
        "posting date", "value date", "tran date", "date time",
    ),
    "credit": (
        "ghi co", "so tien ghi co", "so tien co", "phat sinh co", "ps co", "tien vao", "co",
        "credit", "credit amount", "deposit", "money in",
    ),
    "debit": (
        "ghi no", "so tien ghi no", "so tien no", "phat sinh no", "ps no", "tien ra",
        "debit", "debit amount", "withdrawal", "money out",
    ),
    "amount": (
        "so tien", "so tien gd", "so tien giao dich", "gia tri", "amount", "transaction amount",
    ),
    "direction": ("loai", "loai giao dich", "loai gd", "no co", "type", "transfer type", "c d"),
    "memo": (
        "noi dung", "noi dung giao dich", "noi dung chi tiet", "noi dung thanh toan",
        "noi dung chuyen khoan", "dien giai", "mo ta", "chi tiet", "description",
        "transaction description", "details", "memo", "remark", "remarks", "narrative", "content",
    ),
    "reference": (
        "ma giao dich", "ma gd", "so giao dich", "so gd", "ma tham chieu", "so tham chieu",
        "so chung tu", "so ct", "so but toan", "reference", "reference number", "reference code",
        "reference no", "ref", "ref no", "transaction id", "transaction no", "doc no", "trace",
    ),
}  # fmt: skip
NEVER = {"du", "con", "phi", "thue", "balance", "fee"}  # balances, fees and taxes play no role
FOOTERS = ("tong", "cong", "so du", "total", "balance", "closing", "opening")
INCOMING = {"c", "co", "cr", "credit", "in", "+", "ghi co", "tien vao", "bao co"}
OUTGOING = {"d", "no", "dr", "debit", "out", "-", "ghi no", "tien ra", "bao no"}
DATE_FORMS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d")
MOST_PREFACE_LINES = 40
LARGEST_FILE = 20 * 1024 * 1024

_EXACT = re.compile(r"\d{1,13}(?:[.,]0{1,2})?")
_PARTS = re.compile(r"[/|(){}\[\]\n\r]+")
_SPACES = re.compile(r"[^a-z0-9+\-]+")


class UnreadableStatement(ValueError):
    """Say what cannot be understood in a statement; each problem names its line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """Hold one line: the day, the amount in đồng (negative when it went out), the memo.

    `occurrence` counts lines of one file that are alike in everything, from 1.
    """

    number: int
    booked_on: date
    amount_vnd: int
    memo: str
    reference: str
    occurrence: int = 1

    def checksum(self, account_number: str) -> str:
        """Return what tells this line from every other, in whichever export it comes again.

        Made of account, reference, amount and date; where the bank gives no reference the
        memo stands for it.
        """
        told = (account_number, *_identity(self), self.occurrence)
        return hashlib.sha256("\x1f".join(map(str, told)).encode()).hexdigest()


def read_statement(path: Path) -> list[StatementLine]:
    """Read all lines of a statement, or raise UnreadableStatement naming every bad one."""
    rows = _rows(_text_of(path))
    columns, rows_after = _find_columns(rows)
    lines: list[StatementLine] = []
    problems: list[str] = []
    for number, row in rows_after:
        cells = {role: row[at] if at < len(row) else "" for role, at in columns.items()}
        if _says_nothing(row, cells):
            continue
        try:
            lines.append(_line(number, cells))
        except ValueError as error:
            problems.append(f"line {number}: {error}")
    if problems:
        raise UnreadableStatement(problems)
    return _counted(lines)


def _text_of(path: Path) -> str:
    raw = path.read_bytes()
    if len(raw) > LARGEST_FILE:
        raise UnreadableStatement([f"the file is larger than {LARGEST_FILE // 2**20} MiB"])
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UnreadableStatement([f"line {line}: not UTF-8 text"]) from error
    if "\0" in text:
        raise UnreadableStatement(["the file holds null bytes: it is no CSV text"])
    return text


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Cut a text into rows with their line numbers, by whichever mark parts its cells."""
    best: list[tuple[int, list[str]]] = []
    for mark in (",", ";", "\t"):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        try:
            rows = [(reader.line_num, [clean_line(cell) for cell in row]) for row in reader]
        except csv.Error as error:
            raise UnreadableStatement([f"line {reader.line_num}: {error}"]) from error
        if any(_is_heading(_roles(row)) for _, row in rows[:MOST_PREFACE_LINES]):
            return rows
        best = best or rows
    return best


def _find_columns(
    rows: list[tuple[int, list[str]]],
) -> tuple[dict[str, int], list[tuple[int, list[str]]]]:
    for index, (_, row) in enumerate(rows[:MOST_PREFACE_LINES]):
        roles = _roles(row)
        if _is_heading(roles):
            return roles, rows[index + 1 :]
    raise UnreadableStatement(
        [
            "no line of headings: columns for the date (ngày, date), the amount (số tiền, ghi có,"
            " amount, credit) and the memo (nội dung, diễn giải, description) are needed"
        ]
    )


def _roles(row: list[str]) -> dict[str, int]:
    """Return which column plays which role; the first one of a kind counts."""
    roles: dict[str, int] = {}
    for at, cell in enumerate(row):
        if NEVER & set(_plain(cell).split()):
            continue
        for name in _readings(cell):
            role = next((role for role, words in HEADINGS.items() if name in words), None)
            if role is not None:
                roles.setdefault(role, at)
                break
    return roles


def _readings(cell: str) -> Iterator[str]:
    """Give the ways to read a heading: whole, each of its languages, ever fewer first words."""
    yield _plain(cell)
    yield from filter(None, map(_plain, _PARTS.split(cell)))
    words = _plain(cell).split()
    for length in range(len(words) - 1, 1, -1):
        yield " ".join(words[:length])


def _plain(text: str) -> str:
    return _SPACES.sub(" ", fold(text)).strip()


def _is_heading(roles: Mapping[str, int]) -> bool:
    return "date" in roles and "memo" in roles and ("credit" in roles or "amount" in roles)


def _says_nothing(row: Sequence[str], cells: Mapping[str, str]) -> bool:
    """Tell empty rows, and the sums and balances that banks put below, from transactions."""
    filled = [cell for cell in row if cell]
    if not filled:
        return True
    undated = cells["date"] in ("", filled[0])
    return undated and _plain(filled[0]).startswith(FOOTERS)


def _line(number: int, cells: Mapping[str, str]) -> StatementLine:
    return StatementLine(
        number=number,
        booked_on=_day(cells["date"]),
        amount_vnd=_signed_amount(cells),
        memo=cells["memo"],
        reference=cells.get("reference", ""),
    )


def _day(text: str) -> date:
    """Read a day, with or without a time before or after it."""
    for word in text.replace("T", " ").split():
        for form in DATE_FORMS:
            try:
                return datetime.strptime(word, form).date()
            except ValueError:
                continue
    raise ValueError(f"{text!r} is no date such as 22/11/2026")


def _signed_amount(cells: Mapping[str, str]) -> int:
    if "credit" in cells:
        incoming = _amount(cells["credit"])
        return incoming if incoming else -abs(_amount(cells.get("debit", "")))
    amount = _amount(cells["amount"])
    direction = _plain(cells.get("direction", ""))
    if direction in OUTGOING:
        return -abs(amount)
    return abs(amount) if direction in INCOMING else amount


def _amount(text: str) -> int:
    """Read an amount as banks print it; nothing and a dash are none."""
    sign = -1 if text.startswith("-") or text.endswith("-") else 1
    bare = text.strip("+- ")
    if not bare:
        return 0
    if _EXACT.fullmatch(bare):
        return sign * int(re.split("[.,]", bare)[0])
    try:
        return sign * parse_vnd(bare)
    except UnclearAmount as error:
        raise ValueError(f"{text!r} is no amount of đồng") from error


def _identity(line: StatementLine) -> tuple[str, int, str]:
    return (line.reference or _plain(line.memo), line.amount_vnd, line.booked_on.isoformat())


def _counted(lines: list[StatementLine]) -> list[StatementLine]:
    """Count lines that are alike from 1, so that each of them is one of its own."""
    seen: Counter[tuple[str, int, str]] = Counter()
    counted = []
    for line in lines:
        seen[_identity(line)] += 1
        counted.append(replace(line, occurrence=seen[_identity(line)]))
    return counted
