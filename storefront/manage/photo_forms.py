"""What members say about their photos."""

from __future__ import annotations

import secrets
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.validators import Length, Regexp

from storefront.choices import choices_of
from storefront.forms import Form, one_line
from storefront.media.models import CENTRE, Picture
from storefront.media.services import LONGEST_ALT
from storefront.media.showing import FOCUS_STEPS

FOCUS_NAMES = (
    _("upper left"),
    _("upper middle"),
    _("upper right"),
    _("left"),
    _("middle"),
    _("right"),
    _("lower left"),
    _("lower middle"),
    _("lower right"),
)
FOCUS_POINTS = [(across, down) for down in FOCUS_STEPS for across in FOCUS_STEPS]


class SendForm(Form):
    """Name what is sent, so that sending it twice makes nothing twice."""

    upload_key = StringField(filters=[one_line], validators=[Regexp(r"\A[A-Za-z0-9_-]{16,64}\Z")])

    @classmethod
    def fresh(cls) -> SendForm:
        """Return a form for photos not sent yet."""
        return cls(formdata=None, upload_key=secrets.token_hex(16))


class PhotoForm(Form):
    """Ask what a photo shows, and which part of it must stay in sight."""

    alt_vi = StringField(
        _("In Vietnamese"),
        filters=[one_line],
        validators=[Length(max=LONGEST_ALT, message=_("Type 200 characters at most."))],
    )
    alt_en = StringField(
        _("In English"),
        filters=[one_line],
        validators=[Length(max=LONGEST_ALT, message=_("Type 200 characters at most."))],
    )
    focus = RadioField(
        _("What must stay in sight?"),
        choices=choices_of(
            (f"{across}-{down}", name)
            for (across, down), name in zip(FOCUS_POINTS, FOCUS_NAMES, strict=True)
        ),
        default=f"{CENTRE}-{CENTRE}",
        validate_choice=True,
    )

    @classmethod
    def of(cls, picture: Picture, **values: Any) -> PhotoForm:
        """Return the form with what is known of a photo."""
        return cls(
            alt_vi=picture.alt_vi,
            alt_en=picture.alt_en,
            focus=f"{picture.focus_x}-{picture.focus_y}",
            **values,
        )

    @property
    def point(self) -> tuple[int, int]:
        """Return the chosen point in per cent from the upper left corner."""
        across, _dash, down = str(self.focus.data).partition("-")
        return int(across), int(down)
