"""The specimens of the desks around a showcase: a cooperative's booth, and its organiser's own."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response
from flask_babel import lazy_gettext as _

from storefront.manage import booth_report, booth_sale, booth_takings, leads, sheets
from storefront.manage import booths as own_booths
from storefront.organise import booths, facts, floor, invitations, programme, showcases
from storefront.organise import leads as all_leads
from storefront.styleguide.desk_samples import at_the_desk
from storefront.styleguide.samples import Samples
from storefront.styleguide.showcase_samples import (
    ShowcaseSamples,
    at_the_organisers_desk,
    the_showcase,
)
from storefront.styleguide.specimens import Show, Specimen, main_of

View = Callable[[ShowcaseSamples], Response]


def _booth(view: View) -> Show:
    def show(shown: Samples) -> str:
        with at_the_desk(shown):
            return main_of(view(the_showcase(shown)))

    return show


def _organiser(view: View) -> Show:
    def show(shown: Samples) -> str:
        with at_the_organisers_desk(shown) as fair:
            return main_of(view(fair))

    return show


SHOWCASE_DESK_SPECIMENS = (
    Specimen("leads", _("Trade leads"), _booth(lambda _fair: leads.leads())),
    Specimen("one-lead", _("Trade lead"), _booth(lambda fair: leads.lead(fair.lead.id))),
    Specimen("meetings", _("Meetings"), _booth(lambda fair: leads.meetings(fair.booth.id))),
    Specimen("own-booth", _("Booth"), _booth(lambda fair: own_booths.booth(fair.booth.id))),
    Specimen("report", _("Report"), _booth(lambda fair: booth_report.booth_report(fair.booth.id))),
    Specimen("sale", _("Quick sale"), _booth(lambda fair: booth_sale.booth_sale(fair.booth.id))),
    Specimen(
        "takings", _("Takings"), _booth(lambda fair: booth_takings.booth_sales(fair.booth.id))
    ),
    Specimen("sheets", _("Goods in a spreadsheet"), _booth(lambda _fair: sheets.sheets())),
    Specimen(
        "fair", _("Organiser's desk"), _organiser(lambda fair: showcases.showcase(fair.showcase.id))
    ),
    Specimen(
        "fair-days",
        _("Days and opening hours"),
        _organiser(lambda fair: facts.days(fair.showcase.id)),
    ),
    Specimen(
        "fair-partners",
        _("Organisers and partners"),
        _organiser(lambda fair: facts.partners(fair.showcase.id)),
    ),
    Specimen(
        "fair-programme",
        _("Programme"),
        _organiser(lambda fair: programme.programme(fair.showcase.id)),
    ),
    Specimen(
        "fair-session",
        _("Session"),
        _organiser(
            lambda fair: programme.edit_session(fair.showcase.id, fair.showcase.sessions[0].id)
        ),
    ),
    Specimen("fair-booths", _("Booths"), _organiser(lambda fair: booths.booths(fair.showcase.id))),
    Specimen(
        "fair-booth",
        _("Booth"),
        _organiser(lambda fair: booths.booth(fair.showcase.id, fair.booth.id)),
    ),
    Specimen(
        "fair-maker",
        _("Invite a cooperative"),
        _organiser(lambda fair: invitations.choose_maker(fair.showcase.id, fair.free.id)),
    ),
    Specimen("fair-floor", _("Floor plan"), _organiser(lambda fair: floor.floor(fair.showcase.id))),
    Specimen(
        "fair-meetings",
        _("Meetings"),
        _organiser(lambda fair: all_leads.meetings(fair.showcase.id)),
    ),
    Specimen(
        "fair-leads", _("Trade leads"), _organiser(lambda fair: all_leads.leads(fair.showcase.id))
    ),
)
