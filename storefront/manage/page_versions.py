"""The history of the shop's page: who published what and when, compared and brought back."""

from __future__ import annotations

from flask import Response, abort, make_response, redirect, request, url_for

from storefront.database import db
from storefront.htmx import render
from storefront.manage.desk import blueprint, me, my_shop
from storefront.manage.forms import NothingForm
from storefront.stories.content import page_from
from storefront.stories.differences import differences, reordered
from storefront.stories.models import PageVersion
from storefront.stories.publishing import restore
from storefront.stories.versions import find_version, published_page, versions_of

NOW = "now"


@blueprint.get("/page/versions")
def page_versions() -> Response:
    """Show the history."""
    return render(
        "manage/page/versions.html",
        me=me(),
        versions=versions_of(my_shop()),
    )


@blueprint.get("/page/versions/<int:version>")
def page_version(version: int) -> Response:
    """Show how a version differs from the one before it, or from any other (`?from=`)."""
    return _version_page(version)


@blueprint.post("/page/versions/<int:version>/restoration")
def restore_version(version: int) -> Response:
    """Make a draft of an old version; nothing is published by that."""
    if find_version(my_shop(), version) is None:
        abort(404)
    if not NothingForm().validate():
        return _version_page(version, 400)
    restore(my_shop(), me(), version)
    db.session.commit()
    return make_response(redirect(url_for("manage.page"), 303))


def _version_page(number: int, status: int = 200) -> Response:
    shop = my_shop()
    version = find_version(shop, number) or abort(404)
    others = [other for other in versions_of(shop) if other.number != number]
    earlier = _compared(others, version)
    before = page_from(earlier.content) if earlier else published_page(shop)
    after = page_from(version.content)
    return render(
        "manage/page/version.html",
        status=status,
        me=me(),
        version=version,
        others=others,
        earlier=earlier,
        changes=differences(before, after),
        is_reordered=reordered(before, after),
        button_form=NothingForm(formdata=None),
        token_refused=status == 400,
    )


def _compared(others: list[PageVersion], version: PageVersion) -> PageVersion | None:
    """Return what a version is compared with; None stands for what buyers read now."""
    wanted = request.args.get("from", "")
    if wanted == NOW:
        return None
    named = (other for other in others if str(other.number) == wanted)
    before = (other for other in others if other.number < version.number)
    return next(named, next(before, None))
