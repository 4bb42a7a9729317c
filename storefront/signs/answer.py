"""The PDF of signs as an answer."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, url_for

from storefront.i18n.bilingual import Bilingual
from storefront.i18n.languages import speaking
from storefront.showcase.models import Booth, Showcase
from storefront.showcase.wording import dates_of
from storefront.signs.forms import SignsForm
from storefront.signs.services import signs_pdf
from storefront.templating import public_url


def pdf_answer(showcase: Showcase, form: SignsForm, *, door: bool) -> Response:
    """Return the chosen signs as a file; raise NothingToPrint where there are none."""
    kind, paper = form.kind_and_paper
    data = signs_pdf(
        showcase,
        form.chosen,
        kind,
        paper,
        address=sign_address,
        days=_days(showcase) if door and form.is_for_all else None,
    )
    name = f"{showcase.slug}-{kind}-{paper}.pdf"
    return Response(
        data,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def sign_address(code: str) -> str:
    """Return what a QR holds: in capitals it takes fewer modules, and means the same.

    Scheme and host may be written in either case (RFC 3986, 6.2.2.1), and the shop answers to
    both paths.
    """
    return public_url(url_for("footfall.scan", code=code)).upper()


def chosen_booths(booths: Sequence[Booth]) -> list[Booth]:
    """Return the booths that signs can be printed for."""
    return [booth for booth in booths if booth.is_taken]


def _days(showcase: Showcase) -> Bilingual:
    with speaking("vi"):
        return Bilingual(dates_of(showcase), "")
