"""The first screen says what to do now, and nothing else."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from storefront import clock
from storefront.auditing.services import audit
from storefront.catalogue.english import TEXTS
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.manage import todo
from storefront.ordering.models import Order
from storefront.ordering.services import cancel_order
from storefront.payments.models import BankTransaction
from storefront.payments.services import record_bank_transaction
from storefront.payments.statements import StatementLine
from tests.factories import make_certificate, make_cooperative, make_product, make_story_block
from tests.manage.order_desk import TOTAL, Desk, queries_of, text_of
from tests.manage.test_order_steps import confirmed, delivered, handed_over, packed, paid
from tests.shops import everything

TODAY, TRANSFERS = "/vi/manage/", "/vi/manage/transfers"
TASK = re.compile(r'class="task__title" id="([\w-]+)">[^<]*(?:<span[^>]*>(\d+)<)?')


def tasks(desk: Desk) -> dict[str, str]:
    """Return the lists on the first screen, with how many things each counts."""
    page = text_of(desk.manager.get(TODAY))
    found = dict(TASK.findall(page))
    assert ('class="empty"' in page) == (not set(found) - {"paid"})
    return found


def transfer(desk: Desk, code: str, amount: int, words: str | None = None) -> str:
    """Let the bank report a transfer for an order; return the state of its line."""
    with desk.app.app_context():
        order = db.session.query(Order).filter_by(code=code).one()
        number = len(db.session.query(BankTransaction).all())
        line = StatementLine(2, date(2026, 11, 22), amount, words or code, f"FT{number}")
        taken = record_bank_transaction(order.account_number, line)
        db.session.commit()
        assert taken is not None
        return taken.state


def test_nothing_to_do_is_said(desk: Desk) -> None:
    assert tasks(desk) == {}


def test_whom_to_call_what_to_pack_and_what_to_hand_over(desk: Desk) -> None:
    call, pack = desk.order(full_name="Bùi Văn Ấn"), desk.order(confirmed)
    hand, underway = desk.order(confirmed, packed), desk.order(confirmed, packed, handed_over)
    settle = desk.order(confirmed, packed, handed_over, delivered)
    names = ("to-call", "to-pack", "to-hand-over", "to-settle")
    assert tasks(desk) == dict.fromkeys(names, "1")
    page = text_of(desk.manager.get(TODAY))
    for code in (call, pack, hand, settle):
        assert f"/vi/manage/orders/{code}" in page
    assert underway not in page
    assert "Bùi Văn Ấn" in page


def test_long_lists_are_counted_and_cut(desk: Desk) -> None:
    for _ in range(todo.SHOWN + 2):
        desk.order()
    assert tasks(desk) == {"to-call": str(todo.SHOWN + 2)}
    assert text_of(desk.manager.get(TODAY)).count("task__link") == todo.SHOWN


def test_what_was_paid_since_yesterday_is_news_and_no_work(desk: Desk) -> None:
    desk.order(paid, packed, handed_over, method="bank_transfer")
    assert tasks(desk) == {"paid": "1"}


def test_transfers_that_need_a_person_wait_until_somebody_looked(desk: Desk) -> None:
    late = desk.order(cancel_order, method="bank_transfer")
    over = desk.order(method="bank_transfer")
    twice = desk.order(paid, packed, handed_over, method="bank_transfer")
    unnamed = transfer(desk, late, 5_000, "no order at all")
    states = [transfer(desk, late, TOTAL), transfer(desk, over, TOTAL + 1), unnamed]
    assert [*states, transfer(desk, twice, TOTAL)] == ["late", "over", "unmatched", "duplicate"]
    assert tasks(desk)["transfers"] == "4"
    page = text_of(desk.manager.get(TRANSFERS))
    assert late in page and over in page and "no order at all" in page
    for action in re.findall(r'action="(/vi/manage/transfers/\d+/end)"', page):
        token = desk.manager.token_from(TRANSFERS)
        for status in (303, 404):  # a second tap finds it done
            assert desk.manager.post(action, data={"csrf_token": token}).status_code == status
    assert "transfers" not in tasks(desk)
    with desk.app.app_context():
        assert not any(line.memo for line in db.session.query(BankTransaction))
        assert list(audit()) == []


def test_a_short_transfer_waits_no_longer_once_the_rest_has_come(desk: Desk) -> None:
    code = desk.order(method="bank_transfer")
    assert transfer(desk, code, TOTAL - 5_000) == "short"
    assert tasks(desk)["transfers"] == "1"
    assert transfer(desk, code, 5_000) == "matched"
    assert "transfers" not in tasks(desk)


def test_a_forged_press_leaves_a_transfer_waiting(desk: Desk) -> None:
    code = desk.order(cancel_order, method="bank_transfer")
    transfer(desk, code, TOTAL)
    before = everything(desk.app)
    for number, status in ((1, 400), (99, 404)):
        answer = desk.manager.post(f"{TRANSFERS}/{number}/end", data={"csrf_token": "forged"})
        assert answer.status_code == status
    assert everything(desk.app) == before


def test_transfers_of_others_are_not_shown(desk: Desk) -> None:
    with desk.app.app_context():
        other = make_product(cooperative=make_cooperative())
        db.session.commit()
        other_id = other.id
    mine, desk.product_id = desk.product_id, other_id
    theirs = desk.order(cancel_order, method="bank_transfer")
    transfer(desk, theirs, TOTAL)
    transfer(desk, theirs, 7_000, "no order at all")
    desk.product_id = mine
    assert tasks(desk) == {}
    page = text_of(desk.manager.get(TRANSFERS))
    assert theirs not in page and "no order at all" not in page


def test_what_runs_out_is_shown_scarcest_first(desk: Desk) -> None:
    with desk.app.app_context():
        shop = desk.shop()
        for name, stock in (("Ba", 3), ("Không", 0), ("Bốn", 4)):
            make_product(cooperative=shop, name_vi=name, stock=stock)
        make_product(cooperative=shop, name_vi="Ẩn", stock=0, status="hidden")
        make_product(cooperative=shop, name_vi="Hỏi giá", stock=0, price=None)
        make_product(cooperative=make_cooperative(), name_vi="Của người khác", stock=0)
        db.session.commit()
    assert tasks(desk) == {"scarce": "2"}
    page = text_of(desk.manager.get(TODAY))
    assert page.index("Không") < page.index("Ba, Túi 1 kg")


def test_what_lacks_english_is_shown(desk: Desk) -> None:
    with desk.app.app_context():
        shop = desk.shop()
        make_product(cooperative=shop, name_vi="Không tên", name_en="")
        make_product(cooperative=shop, name_vi="Không lời", description_vi="Ngon.")
        make_product(cooperative=shop, name_vi="Ẩn", name_en="", status="hidden")
        db.session.commit()
    assert tasks(desk) == {"english": "2"}


@pytest.mark.parametrize("text", TEXTS[1:])
def test_whatever_is_told_in_vietnamese_alone_lacks_english(desk: Desk, text: str) -> None:
    with desk.app.app_context():
        product = make_product(cooperative=desk.shop())
        setattr(product, f"{text}_vi", "Nơi khô mát")
        setattr(product, f"{text}_en", "")
        db.session.commit()
    assert tasks(desk)["english"] == "1"


def test_a_page_that_lacks_english_is_shown(desk: Desk) -> None:
    with desk.app.app_context():
        make_story_block(desk.shop())
        db.session.commit()
    assert tasks(desk) == {"page-english": ""}


def test_certificates_that_end_within_ninety_days_are_shown(desk: Desk) -> None:
    with desk.app.app_context():
        product = db.session.get_one(Product, desk.product_id)
        for days in (0, 1, 90, 91):
            make_certificate(product, expires_on=clock.today() + timedelta(days=days))
        db.session.commit()
    assert tasks(desk) == {"certificates": "2"}


def test_the_first_screen_takes_few_queries(desk: Desk) -> None:
    before = queries_of(desk, TODAY)
    for _ in range(3):
        desk.order(), desk.order(confirmed), desk.order(paid, method="bank_transfer")
    assert queries_of(desk, TODAY) == before < 20
