"""The log: who did what, for managers, in words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

import storefront
from storefront.accounts.services import find_user
from storefront.activity.models import Activity
from storefront.activity.services import PAGE, note
from storefront.activity.wording import KINDS, VERBS
from storefront.database import db
from storefront.mail.models import OutboxMessage
from tests.client import ShopClient
from tests.manage.desk import (
    MANAGER,
    MEMBER,
    OPERATOR,
    PASSWORD,
    STRANGER,
    Belongings,
    make_two_shops,
    signed_in,
)
from tests.manage.test_team import NEW, link_in, press
from tests.shops import visitor

LOG = "/vi/manage/log"
PACKAGE = Path(storefront.__file__).parent
VERB = re.compile(r"[a-z]+\.[a-z_]+")


@pytest.fixture
def belongings(app: Flask) -> Belongings:
    return make_two_shops(app)


def lines_of(client: ShopClient, **asked: object) -> list[str]:
    text = client.get(LOG, query_string=asked).get_data(as_text=True)
    return re.findall(r'<li class="line-list__item">\s*<p><strong>([^<]+)', text)


def verbs_of(app: Flask) -> list[str]:
    with app.app_context():
        return [line.verb for line in db.session.query(Activity).order_by(Activity.id)]


def noted_verbs() -> Iterator[tuple[str, str]]:
    """Yield every verb in a module that writes the log, with the module.

    A verb may stand in a table and reach `note` by a name, so all texts of that shape count that
    are no address of a screen.
    """
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if not re.search(r"activity\.services import [^\n]*\bnote\b", source):
            continue
        for node in ast.walk(ast.parse(source)):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and VERB.fullmatch(text) and not text.startswith("manage."):
                yield text, str(path.relative_to(PACKAGE))


def test_every_verb_that_is_noted_has_words_and_a_kind() -> None:
    verbs = dict(noted_verbs())
    verbs |= {f"goods.{status}": "catalogue" for status in ("published", "hidden", "archived")}
    assert {"account.change_asked", "member.left", "delivery.changed", "stock.set"} <= set(verbs)
    assert {verb: where for verb, where in verbs.items() if verb not in VERBS} == {}
    beginnings = tuple(start for _label, starts in KINDS.values() for start in starts)
    # What an organiser does to a showcase stands in the log of that showcase alone.
    of_shops = [verb for verb in VERBS if not verb.startswith("showcase.")]
    assert [verb for verb in of_shops if not verb.startswith(beginnings)] == []


def test_an_unknown_verb_stands_as_it_is(app: Flask, belongings: Belongings) -> None:
    with app.app_context():
        manager = find_user(MANAGER)
        assert manager is not None
        note(manager.cooperative, manager, "sky.painted", None, "<b>Trời</b>")
        db.session.commit()
    text = signed_in(app, MANAGER).get(LOG).get_data(as_text=True)
    assert "sky.painted" in text and "&lt;b&gt;Trời" in text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_price_is_shown_before_and_after(
    app: Flask, belongings: Belongings, language: str
) -> None:
    with app.app_context():
        manager = find_user(MANAGER)
        assert manager is not None
        note(
            manager.cooperative, manager, "price.changed", manager, "Cam", before=None, after=50_000
        )
        db.session.commit()
    text = signed_in(app, MANAGER).get(f"/{language}/manage/log").get_data(as_text=True)
    price = "50.000\u00a0₫" if language == "vi" else "₫50,000"
    assert f"– → {price}" in text and "Chị Ấn" in text


def test_it_is_narrowed_to_a_person_and_a_kind(app: Flask, belongings: Belongings) -> None:
    with app.app_context():
        manager, member = find_user(MANAGER), find_user(MEMBER)
        assert manager is not None and member is not None
        member_id, shop = member.id, manager.cooperative
        note(shop, member, "photo.removed", None, "Cam sành")
        note(shop, member, "delivery.changed", None)
        note(shop, manager, "delivery.changed", None)
        db.session.commit()
    client = signed_in(app, MANAGER)
    everything = lines_of(client)
    assert len(lines_of(client, who=member_id)) == 2
    assert lines_of(client, kind="settings", who=member_id) == lines_of(client, who=member_id)[:1]
    assert len(lines_of(client, kind="settings")) == 3  # with the account that was asked for
    assert lines_of(client, kind="photos", who=member_id) == [lines_of(client, who=member_id)[1]]
    for odd in ({"who": "9" * 30}, {"who": "x"}, {"kind": "%"}, {"before": "-1"}):
        assert lines_of(client, **odd) == everything


def test_older_lines_are_on_further_pages(app: Flask, belongings: Belongings) -> None:
    with app.app_context():
        manager = find_user(MANAGER)
        assert manager is not None
        for number in range(PAGE + 5):
            note(manager.cooperative, manager, "goods.created", None, f"Cam {number}")
        db.session.commit()
    client = signed_in(app, MANAGER)
    text = client.get(LOG, query_string={"kind": "goods", "before": "999999"}).get_data(
        as_text=True
    )
    assert text.count("Cam ") == PAGE
    older = re.search(rf'href="({LOG}\?[^"]*before=\d+)"', text)
    assert older and "kind=goods" in older[1]
    rest = client.get(older[1].replace("&amp;", "&")).get_data(as_text=True)
    assert [n for n in range(PAGE + 5) if f"Cam {n}<" in rest] == [0, 1, 2, 3, 4]


def test_only_managers_read_it_and_only_their_own(app: Flask, belongings: Belongings) -> None:
    assert signed_in(app, MEMBER).get(LOG).status_code == 403
    assert LOG not in signed_in(app, MEMBER).get("/vi/manage/more").get_data(as_text=True)
    assert LOG in signed_in(app, MANAGER).get("/vi/manage/more").get_data(as_text=True)
    assert lines_of(signed_in(app, STRANGER)) == []


def test_the_teams_changes_are_in_it(app: Flask, belongings: Belongings) -> None:
    before = len(verbs_of(app))
    manager, member = signed_in(app, MANAGER), belongings.values["member_id"]
    _, text = press(manager, "/vi/manage/team/invitations", member_role="member")
    guest = visitor(app)
    data = {"name": "Mới", "identifier": "0901234567", "password": NEW}
    data["csrf_token"] = guest.token_from(link_in(text))
    guest.post(link_in(text), data=data)
    link_id = belongings.values["link_id"]
    press(manager, f"/vi/manage/team/invitations/{link_id}/withdrawal")
    press(manager, f"/vi/manage/team/{member}/role/manager")
    press(manager, f"/vi/manage/team/{member}/role/manager")  # nothing new: no line
    press(manager, f"/vi/manage/team/{member}/reset")
    press(manager, f"/vi/manage/team/{member}/leave")
    assert verbs_of(app)[before:] == [
        "member.invited",
        "member.joined",
        "member.invitation_withdrawn",
        "member.role_changed",
        "password.reset_issued",
        "member.left",
    ]
    assert PASSWORD not in manager.get(LOG).get_data(as_text=True)


def test_the_operators_help_is_in_it_without_a_name(app: Flask, belongings: Belongings) -> None:
    operator = signed_in(app, OPERATOR)
    press(operator, "/vi/operate/invitations", cooperative="htx-cam")
    press(operator, "/vi/operate/resets", identifier=MEMBER)
    assert verbs_of(app)[-2:] == ["member.invited", "password.reset_issued"]
    text = signed_in(app, MANAGER).get("/en/manage/log").get_data(as_text=True)
    assert "The operator of the market" in text and OPERATOR not in text


def test_links_go_by_e_mail_where_there_is_an_address(app: Flask, belongings: Belongings) -> None:
    manager = signed_in(app, MANAGER)
    page = "/vi/manage/team/invitations"
    assert press(manager, page, member_role="member", email="khong-phai")[0] == 422
    _, text = press(manager, page, member_role="member", email="moi@example.com")
    with app.app_context():
        message = db.session.query(OutboxMessage).filter_by(recipient="moi@example.com").one()
        assert link_in(text) in message.body
