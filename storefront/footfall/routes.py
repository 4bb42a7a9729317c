"""Where the QR codes of signs lead, also wrong and old ones."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, make_response, redirect, request, url_for

from storefront.catalogue.models import Product
from storefront.footfall.counting import count_scan, count_visit
from storefront.footfall.visitors import is_a_visit
from storefront.htmx import render
from storefront.i18n.languages import PREFIX, preferred_language
from storefront.market.services import in_demo_mode
from storefront.showcase.models import DRAFT, SignCode
from storefront.showcase.queries import public_showcases
from storefront.showcase.signs import clean_code, find_code
from storefront.text import clean_line

COUNTED = {"showcase.showcase", "showcase.booth"}
LONGEST_TYPED = 40

blueprint = Blueprint("footfall", __name__)


def init_footfall(app: Flask) -> None:
    """Count the visits of showcases and booths."""
    app.after_request(_count_visits)


# Capitals fit into QR's alphanumeric mode, whose codes are smaller and read from farther away.
@blueprint.get("/q/<code>")
@blueprint.get("/Q/<code>")
def scan(code: str) -> Response:
    """Lead from a sign to its booth or goods, in the visitor's language."""
    language = preferred_language()
    known = find_code(code)
    if known is None or not _is_open(known):
        return _to(url_for("footfall.codes", language=language, code=code[:LONGEST_TYPED]))
    if is_a_visit(request.method, request.headers):
        count_scan(known)
    return _to(address_of(known, language))


@blueprint.get(f"{PREFIX}/codes")
def codes() -> Response:
    """Take a code that somebody types, and help on where it is not known."""
    typed = clean_line(request.args.get("code", ""))[:LONGEST_TYPED]
    known = find_code(typed)
    if known is not None and _is_open(known):
        return _to(url_for("footfall.scan", code=known.code))
    return render(
        "footfall/codes.html",
        status=404 if typed else 200,
        typed=clean_code(typed) or typed,
        not_yet=known is not None,
        showcases=public_showcases(),
    )


def address_of(code: SignCode, language: str) -> str:
    """Return the page that a sign opens; goods that are no longer sold lead to their booth."""
    if code.product is not None and code.product.status == "published" and _stands(code.product):
        return url_for("catalogue.product", language=language, slug=code.product.slug, at=code.code)
    showcase = code.showcase.slug
    if code.booth is None:
        return url_for("showcase.showcase", language=language, slug=showcase, at=code.code)
    return url_for(
        "showcase.booth", language=language, slug=showcase, booth=code.booth.slug, at=code.code
    )


def _stands(product: Product) -> bool:
    return product.cooperative.is_open


def _is_open(code: SignCode) -> bool:
    showcase = code.showcase
    return showcase.state != DRAFT and (in_demo_mode() or not showcase.is_sample)


def _to(address: str) -> Response:
    answer = make_response(redirect(address, 302))
    answer.headers["Cache-Control"] = "private, no-store"  # else a second scan would not count
    return answer


def _count_visits(response: Response) -> Response:
    if (
        request.endpoint in COUNTED
        and response.status_code in (200, 304)
        and is_a_visit(request.method, request.headers)
    ):
        values = request.view_args or {}
        count_visit(values["slug"], values.get("booth", ""))
    return response
