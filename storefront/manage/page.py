"""The page of the shop: written, kept as one types, published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Response, make_response, redirect, request, url_for

from storefront.arriving import let_in
from storefront.database import db
from storefront.htmx import render, wants_fragment
from storefront.manage.desk import blueprint, me, my_shop
from storefront.manage.forms import NothingForm
from storefront.manage.page_choice import choice_page
from storefront.manage.page_forms import PageForm
from storefront.manage.page_pictures import picture_choices
from storefront.manage.page_wording import (
    block_hint,
    block_kind_name,
    by_name,
    part_name,
    short_moment,
    version_name,
)
from storefront.stories.content import MOST_BLOCKS, Block, new_key, with_blocks
from storefront.stories.drafts import (
    Draft,
    DraftMoved,
    Standpoint,
    aside_of,
    draft_of,
    drop_draft,
    moved,
    put_aside,
    save_draft,
)
from storefront.stories.photos import photos_in
from storefront.stories.publishing import NotApproved, NothingNew, publish
from storefront.stories.units import digests

LONGEST_PAGE = 2 * 1024 * 1024
KINDS = ("text", "photo", "quote", "timeline", "list")
EDITOR = "manage/page/editor.html"

for shown in (by_name, short_moment):
    blueprint.add_app_template_filter(shown)
for words in (block_hint, block_kind_name, part_name, version_name):
    blueprint.add_app_template_global(words)


@blueprint.get("/page")
def page() -> Response:
    """Show the page's draft, to be written on."""
    return _editor(draft_of(my_shop()))


@blueprint.post("/page")
def save_page() -> Response:
    """Keep what was typed."""
    return _kept(lambda draft: _status(draft) if wants_fragment() else _to("manage.page"))


@blueprint.post("/page/blocks")
def change_blocks() -> Response:
    """Keep what was typed; add, move, take out or put back a block."""

    def change(draft: Draft) -> Response:
        action, _hyphen, which = request.form.get("do", "").partition("-")
        draft, key = _with_change(draft, action, which)
        if wants_fragment():
            return _editor(draft, "blocks", "status_beside", changed=key)
        return _to("manage.page", f"block-{key}" if draft.content.block(key) else "blocks")

    return _kept(change)


@blueprint.post("/page/preview")
def keep_and_preview() -> Response:
    """Keep what was typed and go on to what a buyer would see."""
    return _kept(lambda draft: _to("manage.preview_page"))


@blueprint.post("/page/publication")
def publish_page() -> Response:
    """Keep what was typed, where anything was sent, and let buyers read the draft."""
    return _kept(_publish)


@blueprint.post("/page/end-of-draft")
def end_draft() -> Response:
    """Go back to what buyers read; the draft stays in the history."""
    if not NothingForm().validate():
        return _editor(draft_of(my_shop()), status=400, token_refused=True)
    standpoint = PageForm([]).standpoint()
    try:
        drop_draft(my_shop(), me(), standpoint.revision)
    except DraftMoved:
        return _editor(draft_of(my_shop()), status=409, has_moved=True)
    db.session.commit()
    return _to("manage.page")


def _kept(go_on: Callable[[Draft], Response]) -> Response:
    """Keep what was sent as the draft, and go on; whatever happens, it shows or is stored."""
    # Long stories in two languages take more room than any form of a buyer.
    let_in(LONGEST_PAGE, longest_fields=LONGEST_PAGE)
    shop, user = my_shop(), me()
    draft = draft_of(shop)
    form = PageForm.sent(draft, picture_choices(shop))
    if not NothingForm().validate():
        return _editor(draft, "status", form=form, status=400, token_refused=True)
    standpoint = form.standpoint()
    try:
        if "name_vi" in request.form:
            draft = save_draft(shop, user, form.content(), standpoint)
        elif standpoint.revision != draft.revision:
            return _editor(draft, status=409, has_moved=True)
    except DraftMoved:
        aside = put_aside(shop, user, form.content(), standpoint)
        answer = (
            _status(draft, status=409, has_moved=True)
            if wants_fragment()
            else choice_page(draft, aside, status=409)
        )
        db.session.commit()
        return answer
    answer = go_on(replace(draft, editor=standpoint.editor))
    db.session.commit()
    return answer


def _with_change(draft: Draft, action: str, which: str) -> tuple[Draft, str]:
    """Return the draft after a change of its blocks, and the key of the one it was about."""
    content, removed = draft.content, list(draft.removed)
    block = content.block(which)
    back = next((each for each in removed if each.key == which), None)
    if action == "add" and which in KINDS and len(content.blocks) < MOST_BLOCKS:
        block = Block(new_key(), which)
        content = with_blocks(content, (*content.blocks, block))
    elif action in ("up", "down") and block:
        content = moved(content, which, -1 if action == "up" else 1)
    elif action == "remove" and block:
        content = with_blocks(content, (each for each in content.blocks if each is not block))
        removed = [*removed, block]
    elif action == "return" and back and len(content.blocks) < MOST_BLOCKS:
        content = with_blocks(content, (*content.blocks, back))
        removed.remove(back)
    else:
        return draft, which
    standpoint = Standpoint(draft.revision, draft.editor)
    after = save_draft(my_shop(), me(), content, standpoint, removed)
    return after, block.key if block else which


def _publish(draft: Draft) -> Response:
    form = PageForm.of(draft.content, picture_choices(my_shop()))
    if not form.is_sound():
        return _editor(draft, form=form, status=form.refusal_status)
    try:
        publish(my_shop(), me(), draft.revision)
    except NothingNew:
        return _to("manage.page")
    except NotApproved:
        return _editor(draft, status=409, not_approved=True)
    return make_response(redirect(url_for("manage.page", done="published"), 303))


def _to(endpoint: str, anchor: str | None = None) -> Response:
    return make_response(redirect(url_for(endpoint, _anchor=anchor), 303))


def _status(draft: Draft, status: int = 200, *, has_moved: bool = False) -> Response:
    return render(EDITOR, "status", status=status, draft=draft, me=me(), has_moved=has_moved)


def _editor(  # noqa: PLR0913 — each is something the page says
    draft: Draft,
    *blocks: str,
    form: PageForm | None = None,
    status: int = 200,
    token_refused: bool = False,
    has_moved: bool = False,
    not_approved: bool = False,
    changed: str = "",
) -> Response:
    shop = my_shop()
    standpoint = Standpoint(draft.revision, new_key(), digests(draft.content))
    if form is None or not form.editor.data:
        filled = form or PageForm.of(draft.content, picture_choices(shop), standpoint)
        for name in ("revision", "editor", "seen"):
            filled[name].data = getattr(standpoint, name)
        form = filled
    return render(
        EDITOR,
        *blocks,
        status=status,
        me=me(),
        shop=shop,
        draft=draft,
        form=form,
        button_form=NothingForm(formdata=None),
        aside=aside_of(shop, me()),
        is_published=request.args.get("done") == "published" and not draft.is_open,
        token_refused=token_refused,
        has_moved=has_moved,
        not_approved=not_approved,
        changed=changed,
        kinds=KINDS,
        most_blocks=MOST_BLOCKS,
        photos=photos_in(shop, draft.content.blocks),
    )
