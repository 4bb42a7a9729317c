"""The organiser's showcases, and the way to all that one of them needs."""

from __future__ import annotations

from flask import Response, make_response, redirect, request, url_for

from storefront import clock
from storefront.database import db
from storefront.htmx import render
from storefront.organise.desk import blueprint, me, my_showcase
from storefront.organise.forms import ButtonForm, FactsForm
from storefront.organise.wording import DONE
from storefront.showcase import setting_up
from storefront.showcase.models import Showcase
from storefront.showcase.queries import own_showcases
from storefront.showcase.readiness import readiness_of


@blueprint.get("/")
def showcases() -> Response:
    """Show the organiser's showcases."""
    return render("organise/showcases.html", showcases=own_showcases(me()), now=clock.now())


@blueprint.get("/new")
def new_showcase() -> Response:
    """Show the form for a new showcase."""
    return render("organise/new.html", form=FactsForm(formdata=None))


@blueprint.post("/new")
def create_showcase() -> Response:
    """Begin a draft."""
    form = FactsForm()
    if not form.validate():
        return render("organise/new.html", status=form.refusal_status, form=form)
    made = setting_up.create_showcase(me(), form.facts())
    db.session.commit()
    return to_showcase(made, "created")


@blueprint.get("/<int:showcase_id>")
def showcase(showcase_id: int) -> Response:
    """Show one showcase: where it stands, and what there is to do."""
    return showcase_page(my_showcase(showcase_id))


def showcase_page(found: Showcase, status: int = 200, alert: str = "") -> Response:
    """Return the first screen of a showcase, with what must be told above it."""
    return render(
        "organise/showcase.html",
        status=status,
        showcase=found,
        readiness=readiness_of(found),
        now=clock.now(),
        button_form=ButtonForm(formdata=None),
        alert=alert,
        done=DONE.get(request.args.get("done", "")),
    )


def to_showcase(found: Showcase, done: str = "") -> Response:
    """Lead back to the first screen of a showcase, and say there what was done."""
    address = url_for("organise.showcase", showcase_id=found.id, done=done or None)
    return make_response(redirect(address, 303))
