"""The form for businesses that want to buy."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, redirect, request, url_for
from flask_limiter import RequestLimit

from storefront.cooperatives.models import Cooperative
from storefront.cooperatives.queries import find_maker
from storefront.database import db
from storefront.forms import one_line
from storefront.htmx import render
from storefront.i18n.languages import current_language
from storefront.leads import meeting_routes
from storefront.leads.addresses import at_desk, at_organiser
from storefront.leads.forms import LeadForm
from storefront.leads.lead_mail import tell_of_lead
from storefront.leads.receiving import Whence, goods_to_ask_for, receive_lead, whence
from storefront.leads.retention import KEEP_CLOSED_MONTHS, KEEP_UNTOUCHED_MONTHS
from storefront.leads.showing import lead_door_words, meeting_times, new_leads
from storefront.leads.wording import slot_words
from storefront.limits import limiter

LONGEST_SLUG = 120

blueprint = Blueprint("leads", __name__)
meeting_routes.register(blueprint)
for word in (lead_door_words, meeting_times, new_leads, slot_words):
    blueprint.add_app_template_global(word)


@blueprint.get("/cooperatives/<slug>/business")
def ask(slug: str) -> Response:
    """Show the form; `?product=` chooses goods, `?at=` or `?showcase=` says from where one came."""
    maker = _maker(slug)
    form = LeadForm(goods_to_ask_for(maker), formdata=None)
    for name in ("at", "showcase", "product"):
        form[name].data = one_line(request.args.get(name))[:LONGEST_SLUG]
    return _form_page(maker, form)


def too_many(_limit: RequestLimit) -> Response:
    """Show the form again with everything typed, and ask for patience."""
    maker = _maker((request.view_args or {})["slug"])
    return _form_page(maker, LeadForm(goods_to_ask_for(maker)), 429)


@blueprint.post("/cooperatives/<slug>/business")
@limiter.limit("30 per 10 minutes", on_breach=too_many)
@limiter.limit(
    "5 per 10 minutes; 20 per day",
    deduct_when=lambda response: response.status_code == 303,
    on_breach=too_many,
)
def take(slug: str) -> Response:
    """Take what a business asks, tell those whom it concerns, and say what happens next."""
    maker = _maker(slug)
    form = LeadForm(goods_to_ask_for(maker))
    if not form.validate():
        return _form_page(maker, form, form.refusal_status)
    lead, is_new = receive_lead(maker, form.asked(current_language()), _came(maker, form))
    if is_new:
        tell_of_lead(lead, at_desk(lead), at_organiser(lead))
    db.session.commit()
    showcase = lead.showcase.slug if lead.showcase else None
    address = url_for("leads.thanks", slug=maker.slug, showcase=showcase)
    return make_response(redirect(address, 303))


@blueprint.get("/cooperatives/<slug>/business/thanks")
def thanks(slug: str) -> Response:
    """Say what happens next; the page knows nothing of who asked."""
    maker = _maker(slug)
    came = whence(maker, showcase=request.args.get("showcase", "")[:LONGEST_SLUG])
    return render("leads/thanks.html", maker=maker, came=came)


def _maker(slug: str) -> Cooperative:
    return find_maker(slug) or abort(404)


def _came(maker: Cooperative, form: LeadForm) -> Whence:
    return whence(maker, at=form.at.data or "", showcase=form.showcase.data or "")


def _form_page(maker: Cooperative, form: LeadForm, status: int = 200) -> Response:
    return render(
        "leads/ask.html",
        status=status,
        maker=maker,
        form=form,
        came=_came(maker, form),
        too_many=status == 429,
        closed_months=KEEP_CLOSED_MONTHS,
        untouched_months=KEEP_UNTOUCHED_MONTHS,
    )
