"""The log of the shop, for its managers: who did what."""

from __future__ import annotations

import re

from flask import Response, request

from storefront.activity.services import PAGE, actors_in, log_of
from storefront.activity.wording import (
    KINDS,
    actor_words,
    details_words,
    subject_words,
    verb_words,
)
from storefront.htmx import render
from storefront.manage.desk import blueprint, managers_only, my_shop

_ID = re.compile(r"[1-9][0-9]{0,8}")


@blueprint.get("/log")
def log() -> Response:
    """Show a page of the log; `?who=`, `?kind=` narrow it, `?before=` goes on to older lines."""
    managers_only()
    who, kind = _asked_id("who"), request.args.get("kind", "")
    _label, verbs = KINDS.get(kind, ("", ()))
    lines = log_of(my_shop(), user_id=who, verbs=verbs, before_id=_asked_id("before"))
    return render(
        "manage/log.html",
        "lines",
        lines=lines,
        actors=actors_in(my_shop()),
        kinds=KINDS,
        who=who,
        kind=kind if verbs else "",
        older=lines[-1].id if len(lines) == PAGE else None,
        is_later_page="before" in request.args,
        verb_words=verb_words,
        actor_words=actor_words,
        subject_words=subject_words,
        details_words=details_words,
    )


def _asked_id(name: str) -> int | None:
    typed = request.args.get(name, "")
    return int(typed) if _ID.fullmatch(typed) else None
