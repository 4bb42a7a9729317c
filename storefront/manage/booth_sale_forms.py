"""What members type about the sales of a booth."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from storefront.forms import Form, one_line

LONGEST_REASON = 200


class TakeBackForm(Form):
    """Ask why a sale is taken back."""

    reason = StringField(
        _("Why is it wrong?"),
        filters=[one_line],
        validators=[
            DataRequired(_("Say why, in a few words.")),
            Length(min=2, max=LONGEST_REASON, message=_("Say it in 2 to 200 characters.")),
        ],
    )
