"""What the shop sold: figures, charts and files to keep, for managers and members alike."""

from __future__ import annotations

from flask import Response, abort, request
from flask_babel import format_decimal

from storefront import clock
from storefront.htmx import render
from storefront.manage.desk import blueprint, my_shop
from storefront.manage.numbers_form import PeriodForm
from storefront.reporting.files import TABLES, one_table, sheet_titles, workbook
from storefront.reporting.periods import Period, last_weeks
from storefront.reporting.services import report_on, total_of
from storefront.reporting.showing import charts_of
from storefront.reporting.wording import change_words
from storefront.tabular import CSV_TYPE, XLSX_TYPE

WEEKS = (4, 12, 52)
USUAL = 12


@blueprint.get("/numbers")
def numbers() -> Response:
    """Show what was sold in the last weeks, `?weeks=` of them, or from `?first=` to `?last=`."""
    form = PeriodForm(request.args) if _days_asked() else PeriodForm(None)
    if _days_asked() and not form.validate():
        return render("manage/numbers/unclear.html", status=422, form=form, choices=WEEKS)
    period, weeks = _period(form)
    if not _days_asked():
        form.first.data, form.last.data = period.first, period.last
    report, before = report_on(my_shop(), period), total_of(my_shop(), period.before)
    return render(
        "manage/numbers/numbers.html",
        form=form,
        choices=WEEKS,
        weeks=weeks,
        asked=_asked(period, weeks),
        report=report,
        before=before,
        change_words=change_words,
        charts=charts_of(report),
        tables=sheet_titles(),
        number=format_decimal,
    )


@blueprint.get("/numbers/file.xlsx")
def numbers_workbook() -> Response:
    """Send all tables of a period as one workbook."""
    period = _period_or_404()
    return _file(workbook(my_shop(), period), XLSX_TYPE, _file_name(period, "xlsx"))


@blueprint.get("/numbers/file.csv")
def numbers_table() -> Response:
    """Send one table of a period, `?table=` or every line."""
    name, period = request.args.get("table", "lines"), _period_or_404()
    if name not in TABLES:
        abort(404)
    return _file(one_table(my_shop(), period, name), CSV_TYPE, _file_name(period, "csv", name))


def _days_asked() -> bool:
    return "first" in request.args or "last" in request.args


def _period_or_404() -> Period:
    form = PeriodForm(request.args)
    if _days_asked() and not form.validate():
        abort(404)
    return _period(form)[0]


def _period(form: PeriodForm) -> tuple[Period, int | None]:
    """Return the period asked for, and how many weeks it was asked for as, None for days."""
    if _days_asked():
        return form.period, None
    weeks = request.args.get("weeks", str(USUAL))
    if weeks not in map(str, WEEKS):
        abort(404)
    return last_weeks(int(weeks), clock.today()), int(weeks)


def _asked(period: Period, weeks: int | None) -> dict[str, object]:
    """Return what in an address asks for the same period."""
    if weeks is not None:
        return {"weeks": weeks}
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def _file_name(period: Period, suffix: str, *table: str) -> str:
    return "-".join((my_shop().slug, *table, f"{period.first}--{period.last}.{suffix}"))


def _file(body: bytes, content_type: str, name: str) -> Response:
    response = Response(body, content_type=content_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
