"""The report as pages and files."""

from __future__ import annotations

from typing import Any

from flask import Response

from storefront import clock
from storefront.htmx import render
from storefront.showcase.models import Booth, Showcase
from storefront.showcase.opening import opening
from storefront.showcase_report.files import workbook
from storefront.showcase_report.paper import report_pdf
from storefront.showcase_report.services import compared_with, report_on
from storefront.showcase_report.showing import (
    charts_of,
    comparison_of,
    headlines,
    signs_by_booth,
)
from storefront.showcase_report.wording import notes
from storefront.tabular import XLSX_TYPE

PDF_TYPE = "application/pdf"


def report_page(
    template: str, showcase: Showcase, booth: Booth | None = None, **more: Any
) -> Response:
    """Return the report as a page; only its figures when htmx asks for them anew."""
    now = clock.now()
    report = report_on(showcase, booth)
    earlier = compared_with(showcase, now, booth)
    return render(
        template,
        "figures",
        showcase=showcase,
        booth=booth,
        report=report,
        headlines=headlines(report),
        earlier=earlier[0] if earlier else None,
        comparison=comparison_of(report, *earlier) if earlier else None,
        charts=charts_of(report),
        signs=signs_by_booth(report) if booth is None else None,
        notes=notes(),
        now=now,
        is_live=opening(showcase, now).is_open,
        **more,
    )


def report_paper(showcase: Showcase, booth: Booth | None = None) -> Response:
    """Return the report as a PDF."""
    now = clock.now()
    data = report_pdf(report_on(showcase, booth), compared_with(showcase, now, booth), now)
    return _file(data, PDF_TYPE, _file_name(showcase, booth, "pdf"))


def report_workbook(showcase: Showcase, booth: Booth | None = None) -> Response:
    """Return the report as a workbook."""
    data = workbook(report_on(showcase, booth), compared_with(showcase, clock.now(), booth))
    return _file(data, XLSX_TYPE, _file_name(showcase, booth, "xlsx"))


def _file_name(showcase: Showcase, booth: Booth | None, suffix: str) -> str:
    parts = (showcase.slug, *((booth.slug,) if booth else ()), "report")
    return "-".join(parts) + f".{suffix}"


def _file(body: bytes, content_type: str, name: str) -> Response:
    response = Response(body, content_type=content_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
