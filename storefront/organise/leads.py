"""The trade leads that a showcase brought, and the times at which its booths can be met."""

from __future__ import annotations

from flask import Response

from storefront.leads import desk as screens
from storefront.leads import meetings_desk
from storefront.leads.desk import Desk
from storefront.leads.meetings_desk import Meetings
from storefront.leads.queries import leads_at_showcase
from storefront.organise.desk import blueprint, me, my_showcase


@blueprint.get("/<int:showcase_id>/leads")
def leads(showcase_id: int) -> Response:
    """Show the businesses that came by this showcase."""
    return screens.list_page(_desk(showcase_id))


@blueprint.get("/<int:showcase_id>/leads/file.<any(xlsx, csv):sheet_type>")
def leads_file(showcase_id: int, sheet_type: str) -> Response:
    """Send the leads that the list shows as a file."""
    return screens.file(_desk(showcase_id), sheet_type, my_showcase(showcase_id).slug)


@blueprint.get("/<int:showcase_id>/leads/<int:lead_id>")
def lead(showcase_id: int, lead_id: int) -> Response:
    """Show one lead."""
    desk = _desk(showcase_id)
    return screens.lead_page(desk, screens.find(desk, lead_id))


@blueprint.post("/<int:showcase_id>/leads/<int:lead_id>/state")
def move_lead(showcase_id: int, lead_id: int) -> Response:
    """Say how far a lead has come."""
    return screens.move(_desk(showcase_id), lead_id)


@blueprint.post("/<int:showcase_id>/leads/<int:lead_id>/notes")
def note_lead(showcase_id: int, lead_id: int) -> Response:
    """Note something of a lead."""
    return screens.add_note(_desk(showcase_id), lead_id)


@blueprint.post("/<int:showcase_id>/leads/<int:lead_id>/reminder")
def remind_lead(showcase_id: int, lead_id: int) -> Response:
    """Have a lead stand first from a day on."""
    return screens.set_reminder(_desk(showcase_id), lead_id)


@blueprint.get("/<int:showcase_id>/meetings")
def meetings(showcase_id: int) -> Response:
    """Show the times at which the booths can be met."""
    return meetings_desk.page(_meetings(showcase_id))


@blueprint.post("/<int:showcase_id>/meetings")
def make_meetings(showcase_id: int) -> Response:
    """Make times for all booths at once, or for some."""
    return meetings_desk.make(_meetings(showcase_id))


@blueprint.post("/<int:showcase_id>/meetings/<int:slot_id>/removal")
def remove_meeting(showcase_id: int, slot_id: int) -> Response:
    """Take a time away."""
    return meetings_desk.remove(_meetings(showcase_id), slot_id)


@blueprint.post("/<int:showcase_id>/meetings/<int:slot_id>/cancellation")
def cancel_meeting(showcase_id: int, slot_id: int) -> Response:
    """Call a meeting off."""
    return meetings_desk.call_off(_meetings(showcase_id), slot_id)


def _desk(showcase_id: int) -> Desk:
    showcase = my_showcase(showcase_id)
    here = {"showcase_id": showcase.id}
    return Desk("organise", me(), leads_at_showcase(showcase), here, {"showcase": showcase})


def _meetings(showcase_id: int) -> Meetings:
    showcase = my_showcase(showcase_id)
    return Meetings(_desk(showcase_id), showcase, showcase.booths)
