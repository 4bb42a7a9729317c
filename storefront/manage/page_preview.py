"""The shop's page as a buyer will see it: the public templates, shown with the draft's words."""

from __future__ import annotations

from typing import Any, cast

from flask import Response, url_for

from storefront.cooperatives.maker_page import maker_page
from storefront.cooperatives.models import Cooperative
from storefront.htmx import render
from storefront.manage.desk import blueprint, me, my_shop
from storefront.manage.forms import NothingForm
from storefront.stories.content import PageContent
from storefront.stories.drafts import draft_of
from storefront.stories.story_page import story_page
from storefront.templating import public_url


class _Previewed:
    """Stand for a maker who says what the draft says; all else is the maker's own."""

    def __init__(self, maker: Cooperative, content: PageContent) -> None:
        self._maker, self._content = maker, content

    def __getattr__(self, name: str) -> Any:
        told = self._content if hasattr(self._content, name) else self._maker
        return getattr(told, name)


@blueprint.get("/page/preview")
def preview_page() -> Response:
    """Show the maker's page with the draft's words."""
    maker = _previewed()
    address = url_for("cooperatives.cooperative", slug=maker.slug)
    return _preview("cooperatives/cooperative.html", address, **maker_page(maker))


@blueprint.get("/page/preview/story")
def preview_story() -> Response:
    """Show the maker's story with the draft's words."""
    maker = _previewed()
    address = url_for("stories.story", slug=maker.slug)
    return _preview("stories/story.html", address, **story_page(maker))


def _previewed() -> Cooperative:
    shop = my_shop()
    return cast(Cooperative, _Previewed(shop, draft_of(shop).content))


def _preview(template: str, address: str, **values: Any) -> Response:
    return render(
        "manage/page/preview.html",
        previewed=template,
        me=me(),
        draft=draft_of(my_shop()),
        button_form=NothingForm(formdata=None),
        # What can be shared is the public page, not the preview of it.
        canonical_url=lambda: public_url(address),
        **values,
    )
