"""What the lines of the log say about trade leads and meetings."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

LEAD_VERBS: Mapping[str, object] = {
    "lead.received": _("A business wrote"),
    "lead.talked": _("Talked with a business"),
    "lead.sample_sent": _("Sample sent to a business"),
    "lead.contracted": _("Contract with a business"),
    "lead.closed": _("Trade lead closed"),
    "lead.reopened": _("Trade lead opened again"),
    "lead.noted": _("Note written on a trade lead"),
    "lead.reminder_set": _("Reminder of a trade lead set"),
    "lead.reminder_removed": _("Reminder of a trade lead taken back"),
    "meeting.slots_made": _("Times for meetings made"),
    "meeting.slot_removed": _("Time for a meeting taken away"),
    "meeting.booked": _("Meeting booked"),
    "meeting.cancelled": _("Meeting called off"),
}
