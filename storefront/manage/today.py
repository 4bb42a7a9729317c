"""The first screen of the desk: what to do now."""

from __future__ import annotations

from flask import Response, current_app, url_for

from storefront.catalogue.models import Product
from storefront.handling.wording import deadline_words, is_urgent, standing_words, transfer_words
from storefront.htmx import render
from storefront.manage.desk import blueprint, my_shop
from storefront.manage.todo import todo_of


@blueprint.get("/")
def today() -> Response:
    """Show what to do now."""
    return render(
        "manage/today.html",
        shop=my_shop(),
        todo=todo_of(my_shop()),
        deadline_words=deadline_words,
        is_urgent=is_urgent,
        standing_words=standing_words,
        line_words=transfer_words,
        goods_url=_goods_url,
        page_url=_page_url(),
    )


def _goods_url(product: Product) -> str:
    if "manage.edit_goods" in current_app.view_functions:
        return url_for("manage.edit_goods", product_id=product.id)
    return url_for("catalogue.product", slug=product.slug)


def _page_url() -> str:
    if "manage.page" in current_app.view_functions:
        return url_for("manage.page")
    return url_for("cooperatives.cooperative", slug=my_shop().slug)
