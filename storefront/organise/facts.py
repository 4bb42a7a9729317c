"""What a showcase is called and says, its days, and who stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flask import Response
from flask_babel import gettext as _

from storefront.database import db
from storefront.htmx import render
from storefront.manage.goods_conflict import Difference, field_differences
from storefront.organise.desk import blueprint, me, my_showcase
from storefront.organise.forms import DayRow, DaysForm, FactsForm, PartnerRow, PartnersForm
from storefront.organise.showcases import to_showcase
from storefront.showcase import setting_up
from storefront.showcase.models import Showcase
from storefront.showcase.standing import Moved, fingerprint

CONFLICT = 409


@blueprint.get("/<int:showcase_id>/facts")
def facts(showcase_id: int) -> Response:
    """Show what the showcase is called and says."""
    showcase = my_showcase(showcase_id)
    return _facts_page(showcase, _facts_form(showcase))


@blueprint.post("/<int:showcase_id>/facts")
def save_facts(showcase_id: int) -> Response:
    """Change what the showcase is called and says."""
    showcase, form = my_showcase(showcase_id), FactsForm()
    if not form.validate():
        return _facts_page(showcase, form, form.refusal_status)
    try:
        setting_up.change_facts(showcase, me(), form.facts(), form.seen.data or "")
    except Moved:
        now = _facts_form(showcase)
        form.seen.data = now.seen.data
        met = field_differences(now, form)
        db.session.rollback()
        return _facts_page(my_showcase(showcase_id), form, CONFLICT, met=met)
    db.session.commit()
    return to_showcase(showcase, "saved")


@blueprint.get("/<int:showcase_id>/days")
def days(showcase_id: int) -> Response:
    """Show the days with their hours."""
    showcase = my_showcase(showcase_id)
    return _rows_page("organise/days.html", showcase, _days_form(showcase))


@blueprint.post("/<int:showcase_id>/days")
def save_days(showcase_id: int) -> Response:
    """Set the days with their hours."""
    showcase, form = my_showcase(showcase_id), DaysForm()
    if not form.validate():
        return _rows_page("organise/days.html", showcase, form, form.refusal_status)
    try:
        setting_up.set_days(showcase, me(), form.days(), form.seen.data or "")
    except Moved:
        now = _days_form(showcase)
        form.seen.data = now.seen.data
        met = _told_rows(_("Days"), map(_day_words, now.rows), map(_day_words, form.rows))
        db.session.rollback()
        return _rows_page("organise/days.html", my_showcase(showcase_id), form, CONFLICT, met=met)
    except setting_up.NoDays:
        db.session.rollback()
        form.rows[0].day.errors = [_("Visitors can see this showcase: it needs a day.")]
        return _rows_page("organise/days.html", my_showcase(showcase_id), form, 422)
    db.session.commit()
    return to_showcase(showcase, "saved")


@blueprint.get("/<int:showcase_id>/partners")
def partners(showcase_id: int) -> Response:
    """Show who organises the showcase and who stands by it."""
    showcase = my_showcase(showcase_id)
    return _rows_page("organise/partners.html", showcase, _partners_form(showcase))


@blueprint.post("/<int:showcase_id>/partners")
def save_partners(showcase_id: int) -> Response:
    """Set who organises the showcase and who stands by it."""
    showcase, form = my_showcase(showcase_id), PartnersForm()
    if not form.validate():
        return _rows_page("organise/partners.html", showcase, form, form.refusal_status)
    try:
        setting_up.set_partners(showcase, me(), form.partners(), form.seen.data or "")
    except Moved:
        now = _partners_form(showcase)
        form.seen.data = now.seen.data
        met = _told_rows(_("Organisers and partners"), *_names(now), *_names(form))
        db.session.rollback()
        return _rows_page(
            "organise/partners.html", my_showcase(showcase_id), form, CONFLICT, met=met
        )
    db.session.commit()
    return to_showcase(showcase, "saved")


def _facts_form(showcase: Showcase) -> FactsForm:
    known = setting_up.facts_of(showcase)
    return FactsForm(formdata=None, data=known | {"seen": fingerprint(known)})


def _days_form(showcase: Showcase) -> DaysForm:
    rows = [asdict(day) for day in setting_up.days_of(showcase)]
    return DaysForm(rows, formdata=None, data={"seen": setting_up.days_seen(showcase)})


def _partners_form(showcase: Showcase) -> PartnersForm:
    rows = [asdict(partner) for partner in setting_up.partners_of(showcase)]
    return PartnersForm(rows, formdata=None, data={"seen": setting_up.partners_seen(showcase)})


def _facts_page(
    showcase: Showcase, form: FactsForm, status: int = 200, *, met: Sequence[Difference] = ()
) -> Response:
    return render(
        "organise/facts.html",
        status=status,
        showcase=showcase,
        form=form,
        met=met,
        has_moved=status == CONFLICT,
    )


def _rows_page(
    template: str,
    showcase: Showcase,
    form: DaysForm | PartnersForm,
    status: int = 200,
    *,
    met: Sequence[Difference] = (),
) -> Response:
    return render(
        template,
        status=status,
        showcase=showcase,
        form=form,
        met=met,
        has_moved=status == CONFLICT,
    )


def _told_rows(label: str, now: Any, typed: Any) -> list[Difference]:
    return [Difference(label, "; ".join(filter(None, now)), "; ".join(filter(None, typed)))]


def _day_words(row: DayRow) -> str:
    shown = [str(field._value()) for field in (row.day, row.opens, row.closes)]
    return " ".join(shown).strip()


def _names(form: PartnersForm) -> list[list[str]]:
    rows: list[PartnerRow] = form.rows
    return [[row.name_vi.data or "" for row in rows]]
