"""The first screen of the desk: what to do now."""

from __future__ import annotations

from flask import Response

from storefront import clock
from storefront.booth_sales.queries import booths_selling, short_goods
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
        selling=booths_selling(my_shop(), clock.today()),
        short=short_goods(my_shop()),
        deadline_words=deadline_words,
        is_urgent=is_urgent,
        standing_words=standing_words,
        line_words=transfer_words,
    )
