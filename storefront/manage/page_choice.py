"""Two members wrote on the page at once: the second sees both and chooses."""

from __future__ import annotations

from flask import Response, make_response, redirect, request, url_for

from storefront.database import db
from storefront.htmx import render
from storefront.manage.desk import blueprint, me, my_shop
from storefront.manage.forms import NothingForm
from storefront.manage.page_forms import PageForm
from storefront.stories.content import PageContent, page_from
from storefront.stories.differences import differences
from storefront.stories.drafts import (
    Draft,
    DraftMoved,
    aside_of,
    choose,
    draft_of,
    taken_at_first,
)
from storefront.stories.models import PageAside
from storefront.stories.photos import photos_in
from storefront.stories.units import differing

THEIRS = "theirs"


@blueprint.get("/page/choice")
def choose_page() -> Response:
    """Show what the member typed beside what somebody else made of the page meanwhile."""
    return choice_page(draft_of(my_shop()), aside_of(my_shop(), me()))


@blueprint.post("/page/choice")
def make_choice() -> Response:
    """Make one draft of both."""
    shop, user = my_shop(), me()
    draft, aside = draft_of(shop), aside_of(shop, user)
    mine = page_from(aside.content) if aside else draft.content
    taken = _taken(mine, draft.content)
    if not NothingForm().validate():
        return choice_page(draft, aside, taken, status=400)
    try:
        choose(shop, user, taken, PageForm([]).standpoint())
    except DraftMoved:
        return choice_page(draft_of(shop), aside, taken, status=409)
    db.session.commit()
    return make_response(redirect(url_for("manage.page"), 303))


def choice_page(
    draft: Draft,
    aside: PageAside | None,
    taken: frozenset[str] | None = None,
    status: int = 200,
) -> Response:
    """Show every part in which both differ, with the one chosen that is likely meant."""
    shop = my_shop()
    mine = page_from(aside.content) if aside else draft.content
    if taken is None:
        taken = taken_at_first(mine, draft.content, aside.seen if aside else "")
    return render(
        "manage/page/choice.html",
        status=status,
        me=me(),
        draft=draft,
        aside=aside,
        changes=differences(draft.content, mine) if aside else [],
        taken=taken,
        mine=mine,
        photos=photos_in(shop, (*mine.blocks, *draft.content.blocks)),
        button_form=NothingForm(formdata=None),
        token_refused=status == 400,
    )


def _taken(mine: PageContent, theirs: PageContent) -> frozenset[str]:
    names = differing(mine, theirs)
    return frozenset(name for name in names if request.form.get(name) == THEIRS)
