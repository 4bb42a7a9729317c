"""Spreadsheets at the desk: goods out as a file, in again, looked at, applied."""

from __future__ import annotations

import re

from flask import Response, abort, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from storefront import clock
from storefront.catalogue.editing import NeedsLicence, NotApproved
from storefront.database import db
from storefront.forms import one_line
from storefront.htmx import render
from storefront.manage.desk import blueprint, me, my_shop
from storefront.manage.forms import NothingForm
from storefront.manage.goods import licence_words, not_approved
from storefront.manage.sheet_forms import ApplyForm, SheetForm
from storefront.manage.sheet_wording import change_words, fault_words, file_words
from storefront.market.services import in_demo_mode
from storefront.spreadsheets.columns import columns_for, headings_of
from storefront.spreadsheets.grids import LARGEST_BYTES, MOST_ROWS, read_grid
from storefront.spreadsheets.models import APPLIED, GoodsSheet
from storefront.spreadsheets.refusals import SheetRefused
from storefront.spreadsheets.services import (
    PricesLeap,
    SheetGone,
    SheetOutdated,
    apply_sheet,
    find_sheet,
    forget_old_sheets,
    keep_sheet,
    plan_of,
)
from storefront.spreadsheets.standing import all_kinds
from storefront.spreadsheets.writing import as_file, empty_table, goods_table
from storefront.tabular import CSV_TYPE, XLSX_TYPE

FORM_AROUND = 64 * 1024
PAGE, MOST_FAULTS = 40, 300
LONGEST_NAME = 80
REFUSED, TOO_LARGE, CONFLICT = 422, 413, 409
TYPES = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}
_PAGE = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)

blueprint.add_app_template_global(change_words, "sheet_change")
blueprint.add_app_template_global(fault_words, "sheet_fault")


@blueprint.get("/goods/sheets")
def sheets() -> Response:
    """Show how goods go out as a file and come in again."""
    return _start_page(SheetForm(formdata=None))


@blueprint.get("/goods/sheets/<any(goods, template):sheet_name>.<any(xlsx, csv):sheet_type>")
def download_sheet(sheet_name: str, sheet_type: str) -> Response:
    """Hand out all goods, or an empty template."""
    full = sheet_name == "goods"
    table = goods_table(my_shop(), demo=in_demo_mode()) if full else empty_table()
    response = make_response(as_file(table, sheet_type))
    name = f"{my_shop().slug}-{clock.today()}" if full else "mau-hang-hoa"
    response.headers["Content-Type"] = TYPES[sheet_type]
    response.headers["Content-Disposition"] = f"attachment; filename={name}.{sheet_type}"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.post("/goods/sheets")
def send_sheet() -> Response:
    """Take in a file and lead to what it would change."""
    request.max_content_length = LARGEST_BYTES + FORM_AROUND
    # While a file crawls in, nobody may wait for the database: its lock is given back before.
    db.session.rollback()
    form = SheetForm(formdata=None)
    try:
        form = SheetForm()
        file = form.sheet.data
        sent = file.read(LARGEST_BYTES + 1) if file else None
    except RequestEntityTooLarge:
        form.refuse(file_words("large", {}))
        return _start_page(form, TOO_LARGE)
    if not form.validate():
        return _start_page(form, form.refusal_status)
    if file is None or sent is None:
        form.refuse(_("Choose a file."))
        return _start_page(form, REFUSED)
    name = one_line(file.filename)[:LONGEST_NAME]
    try:
        grid = read_grid(sent)  # before anybody asks the database, and takes its lock
        kept = keep_sheet(my_shop(), me(), grid, name)
    except SheetRefused as refusal:
        db.session.rollback()
        form.refuse(file_words(refusal.reason, refusal.values))
        return _start_page(form, TOO_LARGE if refusal.reason == "large" else REFUSED)
    forget_old_sheets(clock.now())
    db.session.commit()
    return make_response(redirect(url_for("manage.sheet", sheet_id=kept.id), 303))


@blueprint.get("/goods/sheets/<int:sheet_id>")
def sheet(sheet_id: int) -> Response:
    """Show what a spreadsheet would change, or what it has changed."""
    return _preview(sheet_id)


@blueprint.post("/goods/sheets/<int:sheet_id>")
def take_over_sheet(sheet_id: int) -> Response:
    """Change the goods as a spreadsheet says: all of it or nothing."""
    form = ApplyForm()
    if not form.validate():
        return _preview(sheet_id, form.refusal_status, form)
    try:
        apply_sheet(my_shop(), me(), sheet_id, form.digest.data or "", sure=bool(form.sure.data))
    except PricesLeap:
        db.session.rollback()
        form.sure.errors = [_("Prices leap. Look at them again, then say that they are right.")]
        return _preview(sheet_id, REFUSED, form)
    except SheetGone:
        db.session.rollback()
        abort(404)
    except SheetOutdated:
        db.session.rollback()
        words = _("Meanwhile your goods have changed. Nothing was applied: look at it again below.")
        return _preview(sheet_id, CONFLICT, alert=words)
    except NeedsLicence:
        db.session.rollback()
        return _preview(sheet_id, CONFLICT, alert=licence_words())
    except NotApproved:
        db.session.rollback()
        return _preview(sheet_id, CONFLICT, alert=not_approved())
    db.session.commit()
    return make_response(redirect(url_for("manage.sheet", sheet_id=sheet_id), 303))


def _start_page(form: SheetForm, status: int = 200) -> Response:
    return render(
        "manage/sheets/start.html",
        status=status,
        form=form,
        most_rows=MOST_ROWS,
        button_form=NothingForm(formdata=None),
    )


def _preview(
    sheet_id: int, status: int = 200, form: ApplyForm | None = None, alert: str = ""
) -> Response:
    kept = find_sheet(my_shop(), sheet_id, clock.now()) or abort(404)
    if kept.state == APPLIED:
        return render("manage/sheets/applied.html", status=status, sheet=kept, alert=alert)
    plan = plan_of(my_shop(), kept)
    typed = request.args.get("page", "")
    number = int(typed) if _PAGE.fullmatch(typed) else 1
    goods = plan.all[(number - 1) * PAGE : number * PAGE]
    if number > 1 and not goods:
        abort(404)
    form = form or ApplyForm(formdata=None)
    form.digest.data = plan.digest
    return render(
        "manage/sheets/preview.html",
        status=status,
        alert=alert,
        sheet=kept,
        plan=plan,
        form=form,
        goods=goods,
        number=number,
        has_more=len(plan.all) > number * PAGE,
        faults=plan.faults[:MOST_FAULTS],
        headings=_headings(kept),
    )


def _headings(kept: GoodsSheet) -> dict[str, str]:
    """Return what each column is called: in the file, or else in our own sheets."""
    return {**headings_of(columns_for(all_kinds())), **kept.content["headings"]}
