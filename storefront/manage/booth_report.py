"""What the cooperative's own booth came to."""

from __future__ import annotations

from flask import Response

from storefront.manage.booths import my_booth
from storefront.manage.desk import blueprint
from storefront.showcase_report.answer import report_page, report_paper, report_workbook


@blueprint.get("/booths/<int:booth_id>/report")
def booth_report(booth_id: int) -> Response:
    """Show the report."""
    booth = my_booth(booth_id)
    return report_page("manage/booths/report.html", booth.showcase, booth)


@blueprint.get("/booths/<int:booth_id>/report.pdf")
def booth_report_pdf(booth_id: int) -> Response:
    """Hand the report out on paper."""
    booth = my_booth(booth_id)
    return report_paper(booth.showcase, booth)


@blueprint.get("/booths/<int:booth_id>/report.xlsx")
def booth_report_xlsx(booth_id: int) -> Response:
    """Hand the report out as tables."""
    booth = my_booth(booth_id)
    return report_workbook(booth.showcase, booth)
