"""Who did what about a showcase."""

from __future__ import annotations

from flask import Response, request

from storefront.activity.services import PAGE, log_about
from storefront.activity.wording import actor_words, details_words, verb_words
from storefront.htmx import render
from storefront.organise.desk import blueprint, my_showcase


@blueprint.get("/<int:showcase_id>/log")
def log(showcase_id: int) -> Response:
    """Show a page of the showcase's log; `?before=` goes on to older lines."""
    showcase = my_showcase(showcase_id)
    lines = log_about(showcase, before_id=request.args.get("before", type=int))
    return render(
        "organise/log.html",
        showcase=showcase,
        lines=lines,
        is_later_page="before" in request.args,
        older=lines[-1].id if len(lines) == PAGE else None,
        verb_words=verb_words,
        actor_words=actor_words,
        details_words=details_words,
    )
