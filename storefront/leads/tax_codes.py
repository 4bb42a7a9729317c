"""Tax codes of businesses in Việt Nam, as they are typed."""

from __future__ import annotations

import re

from storefront.text import clean_line

_BLANKS = re.compile(r"[\s.]")
_TYPED = re.compile(
    r"(?P<firm>[0-9]{10})(?:-?(?P<branch>[0-9]{3}))?|(?P<household>[0-9]{12})", re.ASCII
)
# The circulars on tax registration name a check digit; python-stdnum (vn.mst) counts it so.
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


class InvalidTaxCode(ValueError):
    """Say that a text is no tax code."""


def parse_tax_code(text: str) -> str:
    """Read a firm's code (10 digits), a branch's (10-3), or a household's (12 digits).

    A household business has the number of its owner's identity card for a tax code since 1 July
    2025 (Circular 86/2024/TT-BTC). Blanks and dots do not count. Raises InvalidTaxCode, also for a
    tenth digit that does not fit the nine before it.
    """
    typed = _TYPED.fullmatch(_BLANKS.sub("", clean_line(text)))
    if typed is None:
        raise InvalidTaxCode(text)
    if typed["household"]:
        return typed["household"]
    firm, branch = typed["firm"], typed["branch"]
    if int(firm[9]) != 10 - _weighed(firm) % 11 or branch == "000":
        raise InvalidTaxCode(text)
    return f"{firm}-{branch}" if branch else firm


def _weighed(digits: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
