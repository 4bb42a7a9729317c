"""The cooperative's trade leads, and the times at which its booths can be met."""

from __future__ import annotations

from flask import Response

from storefront.leads import desk as screens
from storefront.leads import meetings_desk
from storefront.leads.desk import Desk
from storefront.leads.meetings_desk import Meetings
from storefront.leads.queries import leads_of_shop
from storefront.manage.booths import my_booth
from storefront.manage.desk import blueprint, me, my_shop


@blueprint.get("/leads")
def leads() -> Response:
    """Show the businesses that want to buy."""
    return screens.list_page(_desk())


@blueprint.get("/leads/file.<any(xlsx, csv):sheet_type>")
def leads_file(sheet_type: str) -> Response:
    """Send the leads that the list shows as a file."""
    return screens.file(_desk(), sheet_type, my_shop().slug)


@blueprint.get("/leads/<int:lead_id>")
def lead(lead_id: int) -> Response:
    """Show one lead."""
    return screens.lead_page(_desk(), screens.find(_desk(), lead_id))


@blueprint.post("/leads/<int:lead_id>/state")
def move_lead(lead_id: int) -> Response:
    """Say how far a lead has come."""
    return screens.move(_desk(), lead_id)


@blueprint.post("/leads/<int:lead_id>/notes")
def note_lead(lead_id: int) -> Response:
    """Note something of a lead."""
    return screens.add_note(_desk(), lead_id)


@blueprint.post("/leads/<int:lead_id>/reminder")
def remind_lead(lead_id: int) -> Response:
    """Have a lead show under Today from a day on."""
    return screens.set_reminder(_desk(), lead_id)


@blueprint.get("/booths/<int:booth_id>/meetings")
def meetings(booth_id: int) -> Response:
    """Show the times at which a booth can be met."""
    return meetings_desk.page(_meetings(booth_id))


@blueprint.post("/booths/<int:booth_id>/meetings")
def make_meetings(booth_id: int) -> Response:
    """Make times at which a booth can be met."""
    return meetings_desk.make(_meetings(booth_id))


@blueprint.post("/booths/<int:booth_id>/meetings/<int:slot_id>/removal")
def remove_meeting(booth_id: int, slot_id: int) -> Response:
    """Take a time away."""
    return meetings_desk.remove(_meetings(booth_id), slot_id)


@blueprint.post("/booths/<int:booth_id>/meetings/<int:slot_id>/cancellation")
def cancel_meeting(booth_id: int, slot_id: int) -> Response:
    """Call a meeting off."""
    return meetings_desk.call_off(_meetings(booth_id), slot_id)


def _desk() -> Desk:
    return Desk("manage", me(), leads_of_shop(my_shop()))


def _meetings(booth_id: int) -> Meetings:
    booth = my_booth(booth_id)
    desk = Desk("manage", me(), leads_of_shop(my_shop()), {"booth_id": booth.id})
    return Meetings(desk, booth.showcase, [booth])
