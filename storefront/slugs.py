"""The names of things in addresses."""

from __future__ import annotations

import re

from storefront.text import tokens

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
LONGEST, LONGEST_MADE = 120, 80


def is_slug(text: str) -> bool:
    """Tell whether a text can be a slug; anything else need not be looked for."""
    return len(text) <= LONGEST and _SLUG.fullmatch(text) is not None


def slug_of(text: str) -> str:
    """Return a text's words as a slug of at most 80 characters, whole words only; "" for none."""
    slug = ""
    for word in tokens(text):
        longer = f"{slug}-{word}".lstrip("-")[:LONGEST_MADE]
        if slug and not longer.endswith(word):
            break
        slug = longer
    return slug
