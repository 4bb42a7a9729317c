"""`flask payments import`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from storefront.database import db
from storefront.ordering.models import Order
from storefront.payments.models import BankTransaction, Payment
from tests.factories import make_product
from tests.factories.orders import make_order

HEADER = "Ngày GD;Số tiền;Nội dung;Mã GD\n"


@pytest.fixture
def order(app: Flask) -> Order:
    with app.app_context():
        order = make_order(make_product())
        db.session.commit()
        return order


def run(app: Flask, file: Path, account: str) -> Result:
    return app.test_cli_runner().invoke(
        args=["payments", "import", str(file), "--account", account]
    )


def statement(folder: Path, *lines: str) -> Path:
    file = folder / "sao-ke.csv"
    file.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8-sig")
    return file


def rows(app: Flask, model: type[BankTransaction] | type[Payment]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_import_tells_what_each_line_came_to(app: Flask, order: Order, tmp_path: Path) -> None:
    file = statement(
        tmp_path,
        f"22/11/2026;{order.total_vnd};{order.code};FT1",
        "22/11/2026;99.000;khong co ma;FT2",
        "22/11/2026;-20.000;phi;FT3",
    )
    done = run(app, file, order.account_number)
    assert done.exit_code == 0
    assert f"line 2: {order.code}, {order.total_vnd} VND, matched" in done.output
    assert "3 lines: 1 unmatched, 1 matched, 1 ignored" in done.output


def test_importing_again_counts_nothing_twice(app: Flask, order: Order, tmp_path: Path) -> None:
    file = statement(tmp_path, f"22/11/2026;10.000;{order.code};FT1", "22/11/2026;5.000;x;FT2")
    run(app, file, order.account_number)
    done = run(app, file, order.account_number)
    assert "2 lines: 2 known already" in done.output
    assert (rows(app, BankTransaction), rows(app, Payment)) == (2, 1)


def test_a_bad_line_imports_nothing_and_names_it(app: Flask, order: Order, tmp_path: Path) -> None:
    file = statement(
        tmp_path, f"22/11/2026;{order.total_vnd};{order.code};FT1", "hôm qua;1.000;x;FT2"
    )
    done = run(app, file, order.account_number)
    assert done.exit_code == 1
    assert f"{file}: line 3: 'hôm qua' is no date" in done.output
    assert "nothing was imported" in done.output
    assert (rows(app, BankTransaction), rows(app, Payment)) == (0, 0)


def test_an_unknown_account_imports_nothing(app: Flask, order: Order, tmp_path: Path) -> None:
    file = statement(tmp_path, f"22/11/2026;{order.total_vnd};{order.code};FT1")
    done = run(app, file, "999999")
    assert done.exit_code == 1
    assert "no maker is paid into account '999999'" in done.output
    assert rows(app, BankTransaction) == 0


def test_a_missing_file_is_named(app: Flask, tmp_path: Path) -> None:
    done = run(app, tmp_path / "gone.csv", "1")
    assert done.exit_code != 0
    assert "gone.csv" in done.output
