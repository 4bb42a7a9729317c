"""Statements as banks in Việt Nam export them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from storefront.payments.statements import StatementLine, UnreadableStatement, read_statement

PLAIN = "date,amount,description,reference\n22/11/2026,150000,CP234567D,FT1\n"


def read(tmp_path: Path, text: str | bytes) -> list[StatementLine]:
    file = tmp_path / "statement.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_statement(file)


def problems_of(tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(UnreadableStatement) as refusal:
        read(tmp_path, text)
    return "\n".join(refusal.value.problems)


def test_a_plain_line_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, PLAIN) == [
        StatementLine(2, date(2026, 11, 22), 150_000, "CP234567D", "FT1")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ngày giao dịch;Số tiền;Nội dung;Mã giao dịch\n22/11/2026;150.000;CP234567D;FT1\n",
        "STT\tNgày GD\tPhát sinh nợ\tPhát sinh có\tDiễn giải\tSố tham chiếu\n"
        "1\t22/11/2026\t\t150.000\tCP234567D\tFT1\n",
        '"Ngày giao dịch\nTransaction Date","Số tiền ghi nợ\nDebit","Số tiền ghi có\nCredit",'
        '"Số dư\nBalance","Nội dung chi tiết\nTransactions in detail","Số CT\nDoc No"\n'
        '"22/11/2026 09:15:30","","150,000","9,150,000","CP234567D","FT1"\n',
        "NGÂN HÀNG MẪU,,,\nSố tài khoản: 0011,,,\n\n"
        "Date,Credit Amount,Debit Amount,Description,Reference Number\n"
        "2026-11-22,150000.00,0,CP234567D,FT1\nTổng cộng,150000,,,\n",
        'Transaction date,Type,Amount (VND),Memo,Ref No\n22-11-2026,C,"150,000",CP234567D,FT1\n',
        "Ngày,Loại,Số tiền,Nội dung,Mã GD\n22.11.2026,Có,+150.000 đ,CP234567D,FT1\n",
    ],
    ids=["semicolons", "tabs", "two languages", "preface and sum", "direction", "vietnamese"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_bank_says_the_same_in_its_own_way(tmp_path: Path, text: str, encoding: str) -> None:
    line = read(tmp_path, text.encode(encoding))[0]
    assert (line.booked_on, line.amount_vnd) == (date(2026, 11, 22), 150_000)
    assert (line.memo, line.reference) == ("CP234567D", "FT1")


@pytest.mark.parametrize(
    ("columns", "cells", "amount"),
    [
        ("credit,debit", "150000,", 150_000),
        ("credit,debit", ",50000", -50_000),
        ("credit,debit", "0,50000", -50_000),
        ("amount,type", "-50000,", -50_000),
        ("amount,type", "50000,D", -50_000),
        ("amount,type", '"1,234,567",C', 1_234_567),
        ("amount,type", "1.234.567,C", 1_234_567),
        ("amount,type", '"150,000.00",C', 150_000),
        ("amount,type", "500,C", 500),
        ("amount,type", "500.00,C", 500),
        ("amount,type", ",C", 0),
    ],
)
def test_amounts_and_directions(tmp_path: Path, columns: str, cells: str, amount: int) -> None:
    line = read(tmp_path, f"date,{columns},memo\n22/11/2026,{cells},text\n")[0]
    assert line.amount_vnd == amount


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no line of headings"),
        ("a,b\n1,2\n", "no line of headings"),
        ("date,amount\n22/11/2026,150000\n", "no line of headings"),
        ("date,balance,memo\n22/11/2026,150000,x\n", "no line of headings"),
        (PLAIN + "yesterday,150000,x,y\n", "line 3: 'yesterday' is no date"),
        (PLAIN + "31/02/2026,150000,x,y\n", "line 3: '31/02/2026' is no date"),
        (PLAIN + ",150000,x,y\n", "line 3: '' is no date"),
        (PLAIN + "22/11/2026,12.5,x,y\n", "line 3: '12.5' is no amount"),
        (PLAIN + "22/11/2026,much,x,y\n", "line 3: 'much' is no amount"),
        (b"date,amount,memo\n22/11/2026,1000,\xff\xfa\n", "line 2: not UTF-8"),
        ("date,amount,memo\n22/11/2026,1000,a\0b\n", "null bytes"),
    ],
)
def test_an_unreadable_statement_names_line_and_reason(
    tmp_path: Path, text: str | bytes, reason: str
) -> None:
    assert reason in problems_of(tmp_path, text)


def test_every_bad_line_is_named(tmp_path: Path) -> None:
    told = problems_of(tmp_path, PLAIN + "never,1000,x,y\n22/11/2026,never,x,y\n")
    assert "line 3" in told
    assert "line 4" in told


def test_a_line_has_the_same_checksum_in_every_export(tmp_path: Path) -> None:
    alone = read(tmp_path, PLAIN)[0]
    later = read(
        tmp_path,
        "Ngày GD;Mã GD;Diễn giải;Ghi có\n21/11/2026;FT0;khac;1.000\n"
        "22/11/2026;FT1;MBVCB.CP234567D;150.000\n",
    )[1]
    assert later.checksum("0011") == alone.checksum("0011")
    assert alone.checksum("0012") != alone.checksum("0011")


def test_lines_alike_in_everything_count_each(tmp_path: Path) -> None:
    lines = read(tmp_path, PLAIN + PLAIN.splitlines()[1] + "\n")
    assert [line.occurrence for line in lines] == [1, 2]
    assert len({line.checksum("0011") for line in lines}) == 2


def test_without_references_the_memo_tells_lines_apart_in_any_order(tmp_path: Path) -> None:
    header = "date,amount,memo\n"
    one, other = "22/11/2026,150000,from Hoa\n", "22/11/2026,150000,from Lan\n"
    first = read(tmp_path, header + one)[0]
    both = read(tmp_path, header + other + one)
    assert [line.checksum("1") == first.checksum("1") for line in both] == [False, True]
