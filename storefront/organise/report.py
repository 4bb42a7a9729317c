"""What a showcase came to, for its organiser: all booths, nobody who bought or asked."""

from __future__ import annotations

from flask import Response

from storefront.organise.desk import blueprint, my_showcase
from storefront.showcase_report.answer import report_page, report_paper, report_workbook


@blueprint.get("/<int:showcase_id>/report")
def report(showcase_id: int) -> Response:
    """Show the report."""
    return report_page("organise/report.html", my_showcase(showcase_id))


@blueprint.get("/<int:showcase_id>/report.pdf")
def report_pdf(showcase_id: int) -> Response:
    """Hand the report out on paper."""
    return report_paper(my_showcase(showcase_id))


@blueprint.get("/<int:showcase_id>/report.xlsx")
def report_xlsx(showcase_id: int) -> Response:
    """Hand the report out as tables."""
    return report_workbook(my_showcase(showcase_id))
