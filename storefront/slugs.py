"""The names of things in addresses."""

from __future__ import annotations

import re

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
LONGEST = 120


def is_slug(text: str) -> bool:
    """Tell whether a text can be a slug; anything else need not be looked for."""
    return len(text) <= LONGEST and _SLUG.fullmatch(text) is not None
