"""What the lines of the log say about showcases and booths."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

SHOWCASE_VERBS: Mapping[str, object] = {
    "showcase.created": _("Showcase begun"),
    "showcase.changed": _("Title, place or words changed"),
    "showcase.days_set": _("Days and opening hours set"),
    "showcase.partners_set": _("Organisers and partners set"),
    "showcase.picture_set": _("Picture put up"),
    "showcase.picture_described": _("Words about the picture changed"),
    "showcase.picture_removed": _("Picture removed"),
    "showcase.session_added": _("Session added"),
    "showcase.session_changed": _("Session changed"),
    "showcase.session_removed": _("Session removed"),
    "showcase.booths_made": _("Booths added"),
    "showcase.booth_removed": _("Booth removed"),
    "showcase.floor_changed": _("Floor plan changed"),
    "showcase.published": _("Showcase published"),
    "showcase.archived": _("Showcase archived"),
    "showcase.reopened": _("Showcase opened again"),
    "showcase.copied": _("Showcase made from an earlier one"),
    "booth.invited": _("Invited to a booth"),
    "booth.withdrawn": _("Booth taken back"),
    "booth.accepted": _("Booth accepted"),
    "booth.declined": _("Booth declined"),
    "booth.left": _("Booth left"),
    "booth.changed": _("Words of a booth changed"),
    "booth.goods_chosen": _("Goods for a booth chosen"),
}
