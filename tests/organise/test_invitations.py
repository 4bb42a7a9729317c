"""Inviting: found without marks, no cooperative twice, and told of every answer."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from storefront.accounts.services import create_user
from storefront.database import db
from storefront.mail.models import OutboxMessage
from storefront.search.indexing import reindex
from storefront.showcase.models import Booth, Showcase
from storefront.showcase.signs import code_for
from tests.factories import make_cooperative
from tests.manage.desk import PASSWORD, signed_in
from tests.organise.desk import MAKER, ORGANISER, Fair, a_day
from tests.shops import visitor


def mails(app: Flask, recipient: str) -> list[str]:
    with app.app_context():
        found = select(OutboxMessage.body).where(OutboxMessage.recipient == recipient)
        return list(db.session.scalars(found.order_by(OutboxMessage.id)))


def test_a_cooperative_is_found_without_marks(app: Flask, fair: Fair) -> None:
    with app.app_context():
        make_cooperative(slug="htx-che", name_vi="HTX Chè Sông Bôi", name_en="")
        make_cooperative(slug="shut", name_vi="HTX Cam đã đóng", status="closed")
        reindex()
        db.session.commit()
    showcase = fair.ready()
    path = f"{showcase}/booths/{fair.booth('A1').id}/invitation"
    found = fair.get(f"{path}?q=che+song")
    assert "HTX Chè Sông Bôi" in found
    assert "HTX Cam Cao Phong" not in found
    assert "HTX Cam đã đóng" not in fair.get(path)
    assert 'value="0"' not in fair.get(f"{path}?q=zzz")


def test_a_cooperative_stands_at_one_booth_of_a_showcase(fair: Fair) -> None:
    showcase = fair.ready()
    fair.invite(showcase, "A1")
    text = fair.refused(
        f"{showcase}/booths/{fair.booth('A2').id}/invitation", 409, cooperative_id=fair.shop_id()
    )
    assert "A1" in text
    fair.done(f"{showcase}/booths/{fair.booth('A1').id}/invitation", cooperative_id=fair.shop_id())


def test_a_booth_is_not_given_to_a_second_cooperative(app: Flask, fair: Fair) -> None:
    with app.app_context():
        other = make_cooperative(slug="htx-che").id
        db.session.commit()
    showcase = fair.ready()
    booth = fair.invite(showcase)
    fair.refused(f"{showcase}/booths/{booth}/invitation", 409, cooperative_id=other)


def test_nobody_is_invited_who_is_not_there(fair: Fair) -> None:
    showcase = fair.ready()
    path = f"{showcase}/booths/{fair.booth('A1').id}/invitation"
    for sent in ("", "0", "99999", "x", "-1", "1e9"):
        fair.refused(path, 422, cooperative_id=sent)


def test_who_comes_elsewhere_that_day_is_invited_only_with_a_yes(fair: Fair) -> None:
    first = fair.ready()
    fair.done(f"/manage/booths/{fair.invite(first)}/acceptance", fair.maker)
    fair.done(f"{first}/publication")
    second = fair.draft(title_vi="Phiên chợ cùng ngày", place_vi="Sơn Tây").id
    fair.done(f"{second}/days", seen=fair.seen(f"{second}/days"), **a_day(30))
    fair.done(f"{second}/booths", numbers="C1")
    path = f"{second}/booths/{fair.booth('C1').id}/invitation"
    text = fair.refused(path, 409, cooperative_id=fair.shop_id())
    assert "Hương vị xứ Mường" in text
    fair.done(path, cooperative_id=fair.shop_id(), sure="y")
    assert "Hương vị xứ Mường" in fair.get(f"/manage/booths/{fair.booth('C1').id}", fair.maker)


def test_several_are_invited_at_once_and_who_is_left_out_is_told(app: Flask, fair: Fair) -> None:
    with app.app_context():
        others = [make_cooperative(sort_key="z").id for _time in range(3)]
        db.session.commit()
    showcase = fair.ready()
    answer = fair.post(f"{showcase}/invitations", cooperatives=[fair.shop_id(), *others])
    assert answer.status_code == 409
    with app.app_context():
        booths = db.session.get_one(Showcase, showcase).booths
        assert [booth.state for booth in booths] == ["invited"] * 3
    fair.refused(f"{showcase}/invitations", 422)
    assert len(mails(app, MAKER)) == 1


def test_a_withdrawn_invitation_opens_nothing_any_more(app: Flask, fair: Fair) -> None:
    showcase = fair.ready()
    booth = fair.invite(showcase)
    fair.done(f"{showcase}/booths/{booth}/withdrawal")
    assert fair.maker.get(f"/vi/manage/booths/{booth}").status_code == 404
    assert fair.post(f"/manage/booths/{booth}/acceptance", fair.maker).status_code == 404
    assert fair.booth("A1").state == "free"
    assert len(mails(app, MAKER)) == 2


def test_a_booth_of_who_comes_is_taken_back_only_with_a_yes(app: Flask, fair: Fair) -> None:
    showcase = fair.ready()
    booth = fair.invite(showcase)
    fair.done(f"/manage/booths/{booth}/acceptance", fair.maker)
    goods = f"/manage/booths/{booth}/goods"
    fair.done(goods, fair.maker, goods=[1], seen=fair.seen(goods, fair.maker))
    fair.refused(f"{showcase}/booths/{booth}/withdrawal", 409)
    fair.done(f"{showcase}/booths/{booth}/withdrawal", sure="y")
    with app.app_context():
        stored = db.session.get_one(Booth, booth)
        assert (stored.state, stored.cooperative_id, stored.products) == ("free", None, [])


def test_who_leaves_after_signs_were_made_is_told_of_and_the_codes_lead_on(
    app: Flask, fair: Fair
) -> None:
    showcase = fair.ready()
    booth = fair.invite(showcase)
    fair.done(f"/manage/booths/{booth}/acceptance", fair.maker)
    fair.done(f"{showcase}/publication")
    with app.app_context():
        stored = db.session.get_one(Showcase, showcase)
        code = code_for(stored, "booth_card", stored.booths[0]).code
        slug = stored.slug
        db.session.commit()
    fair.done(f"/manage/booths/{booth}/departure", fair.maker, answer="Lũ cuốn mất đường")
    assert "Lũ cuốn mất đường" in fair.get(f"{showcase}")
    assert "Lũ cuốn mất đường" in fair.get(f"{showcase}/booths/{booth}")
    assert "Lũ cuốn mất đường" in mails(app, ORGANISER)[-1]
    guest = visitor(app)
    scanned = guest.get(f"/s/{code}", follow_redirects=True)
    assert scanned.status_code < 500
    assert "Lũ cuốn" not in scanned.get_data(as_text=True)
    shown = guest.get(f"/vi/showcases/{slug}/booths/a1")
    assert shown.status_code in (200, 410)
    assert "HTX Cam Cao Phong" in shown.get_data(as_text=True)
    fair.invite(showcase)
    assert fair.booth("A1").state == "invited"


def test_another_member_of_another_shop_answers_nothing(app: Flask, fair: Fair) -> None:
    with app.app_context():
        other = make_cooperative(slug="htx-che")
        create_user("stranger@example.com", PASSWORD, "cooperative", other)
        db.session.commit()
    showcase = fair.ready()
    booth = fair.invite(showcase)
    stranger = signed_in(app, "stranger@example.com")
    for step in ("acceptance", "refusal", "departure", "words", "goods"):
        fair.refused(f"/manage/booths/{booth}/{step}", 404, stranger)
