"""What members tick for their booth."""

from __future__ import annotations

import re

from wtforms import HiddenField, SelectMultipleField

from storefront.forms import Form

_ID = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


class BoothGoodsForm(Form):
    """Ask which goods stand at a booth."""

    seen = HiddenField()
    goods = SelectMultipleField(validate_choice=False)

    @property
    def chosen_ids(self) -> list[int]:
        """Return the ids that were ticked; whatever is none is left out."""
        return [int(typed) for typed in self.goods.data or () if _ID.fullmatch(typed)]
