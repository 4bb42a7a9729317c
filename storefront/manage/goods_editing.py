"""One form for goods: new, copied from others, or changed, also by two members at once."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, request
from sqlalchemy import select

from storefront.catalogue import editing
from storefront.catalogue.editing import GoodsChanged, NeedsLicence, NotApproved
from storefront.catalogue.models import Category, Product
from storefront.catalogue.own_goods import own_product
from storefront.catalogue.packs import UnknownPack
from storefront.database import db
from storefront.htmx import render
from storefront.illustrations.addresses import MotifDrawing
from storefront.manage.desk import blueprint, me, my_shop
from storefront.manage.forms import NothingForm
from storefront.manage.goods import (
    BAD_TOKEN,
    CONFLICT,
    REFUSED,
    back_to_goods,
    licence_words,
    not_approved,
    shelves_of,
)
from storefront.manage.goods_conflict import Difference, differences, last_saved
from storefront.manage.goods_forms import GoodsForm, values_of
from storefront.market.services import in_demo_mode


@blueprint.get("/goods/new")
def new_goods() -> Response:
    """Show the form for new goods."""
    values: dict[str, Any] = {"alcohol_licence": my_shop().alcohol_licence}
    return _new_page(_form(formdata=None, data=values))


@blueprint.get("/goods/<int:product_id>/copy")
def copy_goods(product_id: int) -> Response:
    """Show the form for new goods, filled from others; nothing is kept until it is sent."""
    product = own_product(my_shop(), product_id) or abort(404)
    values = values_of(product, demo=in_demo_mode(), copied=True)
    return _new_page(_form(formdata=None, data=values), copied=product)


@blueprint.post("/goods/new")
def create_goods() -> Response:
    """Make goods, on sale or hidden at first."""
    form = _form()
    if not form.validate():
        return _new_page(form, form.refusal_status)
    published = request.form.get("then") != "hide"
    try:
        if form.is_alcohol.data:
            editing.state_licence(my_shop(), me(), form.alcohol_licence.data or "")
        made = editing.create_goods(
            my_shop(), me(), form.facts(), published=published, draft_key=form.key
        )
    except NeedsLicence:
        db.session.rollback()
        form.refuse("alcohol_licence", licence_words())
        return _new_page(form, REFUSED)
    except UnknownPack:
        abort(404)
    except NotApproved:
        db.session.rollback()
        form.refuse("name_vi", not_approved())
        return _new_page(form, CONFLICT)
    db.session.commit()
    return back_to_goods(made.id, saved=made.id)


@blueprint.get("/goods/<int:product_id>")
def edit_goods(product_id: int) -> Response:
    """Show the form for changing goods."""
    return editor_page(product_id)


@blueprint.post("/goods/<int:product_id>")
def save_goods(product_id: int) -> Response:
    """Change goods, unless somebody else did since the form was shown."""
    product = own_product(my_shop(), product_id) or abort(404)
    form = _form()
    form.old_prices = _prices(product)
    if not form.validate():
        return editor_page(product_id, form.refusal_status, form)
    try:
        if form.is_alcohol.data:
            editing.state_licence(my_shop(), me(), form.alcohol_licence.data or "")
        editing.edit_goods(my_shop(), me(), product, form.facts(), form.seen_revision)
    except GoodsChanged:
        db.session.rollback()
        return _conflict(product_id, form)
    except NeedsLicence:
        db.session.rollback()
        form.refuse("alcohol_licence", licence_words())
        return editor_page(product_id, REFUSED, form)
    except UnknownPack:
        abort(404)
    db.session.commit()
    return back_to_goods(product_id, saved=product_id)


def editor_page(  # noqa: PLR0913 - each is something that may have to be told
    product_id: int,
    status: int = 200,
    form: GoodsForm | None = None,
    *,
    alert: str = "",
    met: tuple[Difference, ...] = (),
    counted: dict[int, str] | None = None,
) -> Response:
    """Return the form of some goods with their stock, and what must be told above it."""
    goods = shelves_of(product_id)
    product = goods.product
    if form is None:
        form = _form(formdata=None, data=values_of(product, demo=in_demo_mode()))
    form.add_empty_pack()
    return render(
        "manage/goods_edit.html",
        status=status,
        goods=goods,
        product=product,
        form=form,
        alert=alert,
        token_refused=status == BAD_TOKEN,
        met=met,
        met_by=last_saved(product) if met else None,
        counted=counted or {},
        button_form=NothingForm(formdata=None),
        drawing=MotifDrawing,
    )


def _new_page(form: GoodsForm, status: int = 200, copied: Product | None = None) -> Response:
    form.add_empty_pack()
    return render(
        "manage/goods_new.html", status=status, form=form, copied=copied, drawing=MotifDrawing
    )


def _conflict(product_id: int, form: GoodsForm) -> Response:
    """Show what stands by now beside what was typed; sent again, what was typed holds."""
    product = own_product(my_shop(), product_id) or abort(404)
    now = _form(formdata=None, data=values_of(product, demo=in_demo_mode()))
    met = tuple(differences(now, form))
    form.revision.data = str(product.revision)
    return editor_page(product_id, CONFLICT, form, met=met)


def _form(**arguments: Any) -> GoodsForm:
    kinds = db.session.scalars(select(Category).order_by(Category.position, Category.id)).all()
    return GoodsForm(kinds=kinds, **arguments)


def _prices(product: Product) -> dict[int, int]:
    prices = {pack.id: pack.price(demo=in_demo_mode()) for pack in product.variants}
    return {pack_id: price for pack_id, price in prices.items() if price is not None}
