"""Choosing which of the shop's goods stand at its booth."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response
from flask_babel import gettext as _

from storefront.catalogue.own_goods import own_goods
from storefront.database import db
from storefront.htmx import render
from storefront.manage.booth_goods_form import BoothGoodsForm
from storefront.manage.booth_wording import closed_words
from storefront.manage.booths import booth_page, my_booth, to_booth
from storefront.manage.desk import blueprint, me, my_shop
from storefront.market.services import in_demo_mode
from storefront.showcase import booth_goods as service
from storefront.showcase.booth_goods import TooManyGoods, UnknownGoods
from storefront.showcase.models import Booth
from storefront.showcase.standing import Closed, Moved

CONFLICT, REFUSED = 409, 422


@blueprint.get("/booths/<int:booth_id>/goods")
def booth_goods(booth_id: int) -> Response:
    """Show the goods on sale, those chosen for the booth ticked."""
    found = my_booth(booth_id)
    return _goods_page(found, service.chosen_ids(found), service.chosen_seen(found))


@blueprint.post("/booths/<int:booth_id>/goods")
def choose_booth_goods(booth_id: int) -> Response:
    """Set which goods stand at the booth."""
    found, form = my_booth(booth_id), BoothGoodsForm()
    chosen, seen = form.chosen_ids, form.seen.data or ""
    if not found.is_taken:
        return booth_page(found, CONFLICT, closed_words(found))
    if not form.validate():
        return _goods_page(found, chosen, seen, 400, alert=_old())
    try:
        service.choose_goods(found, my_shop(), me(), chosen, seen)
    except Moved:
        now = set(service.chosen_ids(found))
        return _goods_page(found, chosen, service.chosen_seen(found), CONFLICT, theirs=now)
    except Closed:
        db.session.rollback()
        found = my_booth(booth_id)
        return booth_page(found, CONFLICT, closed_words(found))
    except (UnknownGoods, TooManyGoods) as refused:
        return _goods_page(found, chosen, seen, REFUSED, alert=_refusal(refused))
    db.session.commit()
    return to_booth(found, "saved")


def _refusal(refused: UnknownGoods | TooManyGoods) -> str:
    if isinstance(refused, TooManyGoods):
        return _("A booth shows %(most)s goods at most.", most=service.MOST_GOODS)
    return _("Some of these are no longer on sale. Look over your choice, then save again.")


def _old() -> str:
    return _(
        "This page was open for too long or came from another browser. All you ticked is still"
        " here: save again."
    )


def _goods_page(  # noqa: PLR0913 - each is something that may have to be told
    found: Booth,
    chosen: Sequence[int],
    seen: str,
    status: int = 200,
    *,
    alert: str = "",
    theirs: set[int] | None = None,
) -> Response:
    products = list(service.goods_to_choose(my_shop()))
    hidden = [each.product for each in found.products if each.product not in products]
    return render(
        "manage/booths/goods.html",
        status=status,
        booth=found,
        goods=own_goods([*products, *hidden], demo=in_demo_mode()),
        chosen=set(chosen),
        seen=seen,
        alert=alert,
        theirs=theirs,
        form=BoothGoodsForm(formdata=None),
    )
