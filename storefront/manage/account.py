"""The shop's bank account: which one is live, and the careful way to another one."""

from __future__ import annotations

from flask import Response, abort, make_response, redirect, url_for
from flask_babel import gettext as _
from flask_limiter import RequestLimit
from flask_login import current_user
from markupsafe import Markup

from storefront.accounts.services import password_fits
from storefront.database import db
from storefront.htmx import render
from storefront.limits import limiter
from storefront.manage.account_forms import AccountForm
from storefront.manage.desk import blueprint, managers_only, me, my_shop
from storefront.manage.forms import NothingForm
from storefront.payments.account_changes import (
    ChangeEnded,
    ChangeRefused,
    approve_change,
    ask_change,
    change_to_tell,
    changes_of,
    find_change,
    may_approve,
    open_change,
    stop_change,
)
from storefront.payments.accounts import (
    TEST_AMOUNT_VND,
    NewAccount,
    live_account,
    short_account,
    trial_payload,
)
from storefront.payments.banks import bank_by_bin
from storefront.payments.models import AccountChange, BankAccount
from storefront.payments.vietqr import qr_svg

CONFLICT = 409

blueprint.add_app_template_global(lambda: change_to_tell(my_shop()), "account_change_to_tell")
blueprint.add_app_template_global(short_account, "short_account")
blueprint.add_app_template_global(bank_by_bin, "bank_by_bin")


def _who() -> str:
    return str(getattr(current_user, "id", ""))


def _too_eager(_limit: RequestLimit) -> Response:
    """Show all that was typed again, and ask for patience."""
    form = _form()
    form.validate()
    form.ask_for_patience()
    return _account_page(429, form=form)


@blueprint.get("/account")
def account() -> Response:
    """Show where buyers pay, what change is on its way, and the form that asks for one."""
    return _account_page()


@blueprint.post("/account/trial")
def try_account() -> Response:
    """Show the code of an account to scan; nothing is asked for yet."""
    managers_only()
    form = _form()
    if not form.validate_trial():
        return _account_page(form.refusal_status, form=form)
    return _account_page(form=form, trial=form.account())


@blueprint.post("/account")
@limiter.limit("10 per 5 minutes", key_func=_who, on_breach=_too_eager)
def ask() -> Response:
    """Ask for another account, with the password typed anew."""
    managers_only()
    form = _form()
    if not form.validate():
        return _account_page(form.refusal_status, form=form)
    if not password_fits(me(), form.password.data or ""):
        form.refuse_password()
        return _account_page(form.refusal_status, form=form)
    try:
        ask_change(my_shop(), me(), form.account())
    except ChangeRefused as refusal:
        db.session.rollback()
        if refusal.reason == "same":
            form.refuse_same()
            return _account_page(form.refusal_status, form=form)
        return _account_page(CONFLICT, form=form, error=_("Another change is under way already."))
    db.session.commit()
    return _back()


@blueprint.post("/account/changes/<int:change_id>/approval")
def approve(change_id: int) -> Response:
    """Approve what another manager asked for."""
    managers_only()
    change = find_change(change_id, my_shop()) or abort(404)
    if not NothingForm().validate():
        return _account_page(400, token_refused=True)
    try:
        approve_change(change, me())
    except ChangeEnded:
        db.session.rollback()
        return _account_page(CONFLICT, error=_too_late())
    except ChangeRefused:
        db.session.rollback()
        return _account_page(CONFLICT, error=_("Somebody else must approve it."))
    db.session.commit()
    return _back()


@blueprint.post("/account/changes/<int:change_id>/stop")
def stop(change_id: int) -> Response:
    """Stop a change; everybody in the shop may."""
    change = find_change(change_id, my_shop()) or abort(404)
    if not NothingForm().validate():
        return _account_page(400, token_refused=True)
    try:
        stop_change(change, me())
    except ChangeEnded:
        db.session.rollback()
        return _account_page(CONFLICT, error=_too_late())
    db.session.commit()
    return _back()


def code_to_scan(account: NewAccount | AccountChange | BankAccount) -> Markup:
    """Draw the code that tries an account out; our own module escapes its title."""
    typed = account if isinstance(account, NewAccount) else NewAccount.of(account)
    title = _("Test code for account %(number)s", number=typed.number)
    return Markup(qr_svg(trial_payload(typed), title=title))  # noqa: S704 # nosec B704


def _too_late() -> str:
    return _("Somebody was quicker: look at what became of it.")


def _form(*, empty: bool = False) -> AccountForm:
    form = AccountForm(formdata=None) if empty else AccountForm()
    form.offer_banks()
    return form


def _account_page(
    status: int = 200,
    *,
    form: AccountForm | None = None,
    trial: NewAccount | None = None,
    error: str = "",
    token_refused: bool = False,
) -> Response:
    shop = my_shop()
    pending = open_change(shop)
    return render(
        "manage/account.html",
        status=status,
        me=me(),
        live=live_account(shop),
        pending=pending,
        why_not=may_approve(pending, me()) if pending else "",
        past=[change for change in changes_of(shop) if not change.is_open],
        form=form or _form(empty=True),
        trial=trial,
        button_form=NothingForm(formdata=None),
        error=error,
        token_refused=token_refused,
        code_to_scan=code_to_scan,
        test_vnd=TEST_AMOUNT_VND,
    )


def _back() -> Response:
    return make_response(redirect(url_for("manage.account"), 303))
