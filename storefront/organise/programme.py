"""The programme of a showcase: its sessions, and what collides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import Response, abort, make_response, redirect, url_for
from flask_babel import gettext as _

from storefront import clock
from storefront.database import db
from storefront.htmx import render
from storefront.manage.goods_conflict import Difference, field_differences
from storefront.organise.desk import blueprint, me, my_showcase
from storefront.organise.forms import ButtonForm
from storefront.organise.programme_form import SessionForm
from storefront.organise.wording import page_was_old
from storefront.showcase import programme as sessions
from storefront.showcase.models import ProgrammeSession, Showcase
from storefront.showcase.programme import Doubtful, Doubts, TooManySessions
from storefront.showcase.standing import Moved

CONFLICT, REFUSED = 409, 422


@blueprint.get("/<int:showcase_id>/programme")
def programme(showcase_id: int) -> Response:
    """Show the programme, day by day."""
    return _programme_page(my_showcase(showcase_id))


@blueprint.get("/<int:showcase_id>/programme/new")
def new_session(showcase_id: int) -> Response:
    """Show the form for another session; it begins where the last one ended."""
    showcase = my_showcase(showcase_id)
    form = SessionForm(_days(showcase), formdata=None)
    if showcase.sessions:
        last = SessionForm.of(_days(showcase), showcase.sessions[-1])
        form.day.data, form.starts.data = last.day.data, last.ends.data
        form.hall_vi.data, form.hall_en.data = last.hall_vi.data, last.hall_en.data
    return _session_page(showcase, form)


@blueprint.post("/<int:showcase_id>/programme/new")
def add_session(showcase_id: int) -> Response:
    """Add a session to the programme."""
    showcase = my_showcase(showcase_id)
    form = SessionForm(_days(showcase))
    if not form.validate():
        return _session_page(showcase, form, form.refusal_status)
    try:
        sessions.add_session(showcase, me(), form.facts(), sure=bool(form.sure.data))
    except Doubtful as doubtful:
        return _session_page(showcase, form, CONFLICT, doubts=doubtful.doubts)
    except TooManySessions:
        form.title_vi.errors = [_("The programme is as long as it can be.")]
        return _session_page(showcase, form, REFUSED)
    db.session.commit()
    return _to_programme(showcase)


@blueprint.get("/<int:showcase_id>/programme/<int:session_id>")
def edit_session(showcase_id: int, session_id: int) -> Response:
    """Show one session."""
    showcase = my_showcase(showcase_id)
    session = _session(showcase, session_id)
    return _session_page(showcase, SessionForm.of(_days(showcase, session), session), of=session)


@blueprint.post("/<int:showcase_id>/programme/<int:session_id>")
def save_session(showcase_id: int, session_id: int) -> Response:
    """Change a session."""
    showcase = my_showcase(showcase_id)
    session = _session(showcase, session_id)
    form = SessionForm(_days(showcase, session))
    if not form.validate():
        return _session_page(showcase, form, form.refusal_status, of=session)
    try:
        sessions.change_session(
            session, me(), form.facts(), form.seen.data or "", sure=bool(form.sure.data)
        )
    except Moved:
        now = SessionForm.of(_days(showcase, session), session)
        form.seen.data = now.seen.data
        met = field_differences(now, form)
        return _session_page(showcase, form, CONFLICT, of=session, met=met, has_moved=True)
    except Doubtful as doubtful:
        return _session_page(showcase, form, CONFLICT, of=session, doubts=doubtful.doubts)
    db.session.commit()
    return _to_programme(showcase)


@blueprint.post("/<int:showcase_id>/programme/<int:session_id>/removal")
def remove_session(showcase_id: int, session_id: int) -> Response:
    """Take a session out of the programme."""
    showcase = my_showcase(showcase_id)
    session = _session(showcase, session_id)
    if not ButtonForm().validate():
        return _programme_page(showcase, 400, page_was_old())
    sessions.remove_session(session, me())
    db.session.commit()
    return _to_programme(showcase)


def _days(showcase: Showcase, session: ProgrammeSession | None = None) -> list[date]:
    """Return the days to choose from, with that on which the session is now."""
    days = {day.day for day in showcase.days}
    if session is not None:
        days.add(_day_of(session))
    return sorted(days)


def _day_of(session: ProgrammeSession) -> date:
    return session.starts_at.astimezone(clock.MARKET_ZONE).date()


def _session(showcase: Showcase, session_id: int) -> ProgrammeSession:
    return sessions.find_session(showcase, session_id) or abort(404)


def _programme_page(showcase: Showcase, status: int = 200, alert: str = "") -> Response:
    by_day: dict[date, list[ProgrammeSession]] = {day.day: [] for day in showcase.days}
    for session in showcase.sessions:
        by_day.setdefault(_day_of(session), []).append(session)
    return render(
        "organise/programme.html",
        status=status,
        showcase=showcase,
        by_day=sorted(by_day.items()),
        hours={day.day: day for day in showcase.days},
        doubts=sessions.all_doubts(showcase),
        alert=alert,
    )


def _session_page(  # noqa: PLR0913 - each is something that may have to be told
    showcase: Showcase,
    form: SessionForm,
    status: int = 200,
    *,
    of: ProgrammeSession | None = None,
    doubts: Doubts | None = None,
    met: Sequence[Difference] = (),
    has_moved: bool = False,
) -> Response:
    return render(
        "organise/session.html",
        status=status,
        showcase=showcase,
        form=form,
        session=of,
        doubts=doubts,
        met=met,
        has_moved=has_moved,
        button_form=ButtonForm(formdata=None),
    )


def _to_programme(showcase: Showcase) -> Response:
    return make_response(redirect(url_for("organise.programme", showcase_id=showcase.id), 303))
