"""Certificates of goods: stated, corrected, ended, and their scans, which only few may see."""

from __future__ import annotations

from flask import Response, abort, current_app, make_response, redirect, url_for

from storefront.arriving import let_in
from storefront.catalogue.certificates import (
    CertificateChanged,
    Scan,
    add_certificate,
    edit_certificate,
    end_certificate,
    keep_scan,
)
from storefront.catalogue.models import Certificate, Product
from storefront.catalogue.own_goods import own_certificate, own_product
from storefront.catalogue.scan_answer import scan_answer
from storefront.catalogue.scans import LARGEST_BYTES
from storefront.database import db
from storefront.htmx import render
from storefront.manage.certificate_form import CertificateForm, values_of
from storefront.manage.desk import blueprint, me, my_shop
from storefront.manage.forms import NothingForm
from storefront.manage.goods_conflict import Difference, field_differences, last_saved
from storefront.media.storage import storage_of

FORM_AROUND = 64 * 1024
CONFLICT = 409
VERBS = ("certificate.added", "certificate.changed", "certificate.scanned")


@blueprint.get("/goods/<int:product_id>/certificates")
def new_certificate(product_id: int) -> Response:
    """Show the form for a certificate."""
    product = own_product(my_shop(), product_id) or abort(404)
    return _page(product, CertificateForm(formdata=None))


@blueprint.post("/goods/<int:product_id>/certificates")
def create_certificate(product_id: int) -> Response:
    """State a certificate, with its scan if there is one."""
    own_product(my_shop(), product_id) or abort(404)
    form, is_sound = _sent_form()
    product = own_product(my_shop(), product_id) or abort(404)
    if not is_sound:
        return _page(product, form, form.refusal_status)
    certificate = add_certificate(my_shop(), me(), product, form.facts())
    _keep(certificate, form.scan_sent)
    return _back(product)


@blueprint.get("/goods/certificates/<int:certificate_id>")
def certificate(certificate_id: int) -> Response:
    """Show a certificate as it was stated."""
    found = own_certificate(my_shop(), certificate_id) or abort(404)
    return _page(found.product, CertificateForm(formdata=None, data=values_of(found)), of=found)


@blueprint.post("/goods/certificates/<int:certificate_id>")
def save_certificate(certificate_id: int) -> Response:
    """Correct a certificate, or put another scan in the place of its old one."""
    own_certificate(my_shop(), certificate_id) or abort(404)
    form, is_sound = _sent_form()
    found = own_certificate(my_shop(), certificate_id) or abort(404)
    if not is_sound:
        return _page(found.product, form, form.refusal_status, of=found)
    try:
        edit_certificate(my_shop(), me(), found, form.facts(), form.seen_revision)
    except CertificateChanged:
        db.session.rollback()
        return _conflict(certificate_id, form)
    _keep(found, form.scan_sent)
    return _back(found.product)


@blueprint.post("/goods/certificates/<int:certificate_id>/end")
def finish_certificate(certificate_id: int) -> Response:
    """Take the stars of a certificate off the pages."""
    found = own_certificate(my_shop(), certificate_id) or abort(404)
    if not NothingForm().validate():
        form = CertificateForm(formdata=None, data=values_of(found))
        return _page(found.product, form, 400, of=found)
    end_certificate(my_shop(), me(), found)
    db.session.commit()
    return _back(found.product)


@blueprint.get("/goods/certificates/<int:certificate_id>/scan")
def scan(certificate_id: int) -> Response:
    """Hand out a scan to a member of the cooperative that it belongs to."""
    return scan_answer(own_certificate(my_shop(), certificate_id))


def _sent_form() -> tuple[CertificateForm, bool]:
    """Let a scan in and look into it, while no transaction is open; say whether all is sound."""
    let_in(LARGEST_BYTES + FORM_AROUND)
    form = CertificateForm()
    return form, form.validate()


def _keep(certificate: Certificate, sent: Scan | None) -> None:
    """Commit, with the scan that came along; what it takes the place of goes only afterwards."""
    storage = storage_of(current_app)
    old = keep_scan(my_shop(), me(), certificate, sent, storage) if sent else ""
    db.session.commit()
    if old:
        storage.delete(old)


def _conflict(certificate_id: int, form: CertificateForm) -> Response:
    """Show what stands by now beside what was typed; sent again, what was typed holds."""
    found = own_certificate(my_shop(), certificate_id) or abort(404)
    met = field_differences(CertificateForm(formdata=None, data=values_of(found)), form)
    if not met and form.scan_sent is None:
        return _back(found.product)  # the same was sent twice
    form.revision.data = str(found.revision)
    return _page(found.product, form, CONFLICT, of=found, met=met)


def _page(
    product: Product,
    form: CertificateForm,
    status: int = 200,
    of: Certificate | None = None,
    met: tuple[Difference, ...] = (),
) -> Response:
    return render(
        "manage/certificate.html",
        status=status,
        product=product,
        form=form,
        certificate=of,
        token_refused=status == 400 and not form.errors,
        met=met,
        met_by=last_saved(product, VERBS) if status == CONFLICT else None,
        conflict=status == CONFLICT,
        button_form=NothingForm(formdata=None),
    )


def _back(product: Product) -> Response:
    path = url_for("manage.edit_goods", product_id=product.id, _anchor="certificates")
    return make_response(redirect(path, 303))
