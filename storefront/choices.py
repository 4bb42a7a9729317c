"""Lists to choose from, as forms want them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs are older


def choices_of(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """Return what a field offers, from the values and their words, which may be lazy."""
    return [SelectChoice(value, words) for value, words in pairs]
