"""What the desk says about booths."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from storefront.manage.desk import blueprint
from storefront.showcase.models import Booth

DONE: Mapping[str, object] = {
    "accepted": _("You come. Now choose the goods, and say who receives visitors."),
    "declined": _("The organiser is told that you do not come."),
    "left": _("The organiser is told that you do not come after all."),
    "saved": _("Saved."),
}
OWN_STATES: Mapping[str, object] = {
    "invited": _("your answer is awaited"),
    "accepted": _("you come"),
    "declined": _("you do not come"),
    "left": _("you have left"),
}


@blueprint.app_template_global()
def own_booth_state(state: str) -> str:
    """Say how a cooperative sees the state of its booth."""
    return str(OWN_STATES[state])


def closed_words(booth: Booth) -> str:
    """Say why nothing can be changed at a booth."""
    if booth.state == "invited":
        return gettext("Say first that you come; then choose goods and words.")
    return gettext("Your shop does not stand at this booth any more.")
