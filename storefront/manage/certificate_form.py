"""What members type about a certificate."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import CombinedMultiDict
from wtforms import Field, HiddenField, RadioField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from storefront import clock
from storefront.catalogue.certificates import CertificateFacts, Scan
from storefront.catalogue.models import Certificate
from storefront.catalogue.scans import RefusedScan, scan_type
from storefront.choices import choices_of
from storefront.days import UnclearDay, months_later, parse_day
from storefront.forms import Form, one_line, small_number

VALID_MONTHS = 36
STARS = ("3", "4", "5")
DAY = "{0.day}/{0.month}/{0.year}"

_TOO_LONG = _("That is too long: %(most)s characters at most.", most=120)
_WHY_REFUSED = {
    "empty": _("That file is empty. Choose it again."),
    "large": _("That file is too large: 20 MB at most."),
    "kind": _("That is no PDF, JPEG or PNG. Take a photo of the certificate, or choose its PDF."),
    "broken": _("That file is not whole. Choose it again, or take a new photo."),
}


def _line(label: Any, *validators: Any) -> StringField:
    return StringField(label, [*validators, Length(max=120, message=_TOO_LONG)], [one_line])


class CertificateForm(Form):
    """Ask what stands on a certificate, and for its scan."""

    class Meta(Form.Meta):
        """Take files as well."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Return what was sent by a form, or nothing."""
            typed = super().wrap_formdata(form, formdata)
            return CombinedMultiDict((request.files, request.form)) if typed else typed

    revision = HiddenField()
    stars = RadioField(
        _("Stars"),
        choices=choices_of((stars, _("%(stars)s stars", stars=stars)) for stars in STARS),
        default="3",
        validate_choice=False,
    )
    number = _line(_("Number of the decision"), DataRequired(_("Type the decision's number.")))
    issuer_vi = _line(_("Who signed it, in Vietnamese"), DataRequired(_("Say who signed it.")))
    issuer_en = _line(_("Who signed it, in English"))
    issued_on = _line(_("Issued on"), DataRequired(_("Type a day such as 22/11/2026.")))
    expires_on = _line(_("Valid until"))
    scan = FileField(_("Scan or photo of it"))

    @property
    def seen_revision(self) -> int:
        """Return the revision that the form was made from, 0 for none."""
        return small_number(self.revision.data)

    def validate_stars(self, field: Field) -> None:
        """Refuse stars that nobody certifies."""
        if field.data not in STARS:
            raise ValidationError(_("Choose three, four or five stars."))

    def validate_issued_on(self, field: Field) -> None:
        """Refuse what is no day, and days to come."""
        if _day(field) > clock.today():
            raise ValidationError(_("That day is still to come."))

    def validate_expires_on(self, field: Field) -> None:
        """Refuse an end before the beginning, or later than 36 months after it."""
        if not field.data:
            return
        expires_on = _day(field)
        try:
            issued_on = parse_day(self.issued_on.data or "")
        except UnclearDay:
            return
        if expires_on <= issued_on:
            raise ValidationError(_("That is before the day on which it was issued."))
        if expires_on > months_later(issued_on, VALID_MONTHS):
            raise ValidationError(_("A certificate is valid for 36 months at most."))

    def validate_scan(self, field: Field) -> None:
        """Refuse a file that is no scan, by looking into it."""
        if field.data:
            try:
                self._scan = Scan(field.data.stream, scan_type(field.data.stream))
            except RefusedScan as error:
                raise ValidationError(_WHY_REFUSED[error.reason]) from error

    _scan: Scan | None = None

    @property
    def scan_sent(self) -> Scan | None:
        """Return the scan that came along, if one did."""
        return self._scan

    def facts(self) -> CertificateFacts:
        """Return what was typed as the catalogue wants it; left empty, the end is in 36 months."""
        issued_on, end = parse_day(self.issued_on.data or ""), self.expires_on.data
        return CertificateFacts(
            stars=int(self.stars.data),
            number=self.number.data or "",
            issuer_vi=self.issuer_vi.data or "",
            issuer_en=self.issuer_en.data or "",
            issued_on=issued_on,
            expires_on=parse_day(end) if end else months_later(issued_on, VALID_MONTHS),
        )


def values_of(certificate: Certificate) -> dict[str, str]:
    """Return a certificate as the form holds it."""
    return {
        "revision": str(certificate.revision),
        "stars": str(certificate.stars),
        "number": certificate.number,
        "issuer_vi": certificate.issuer_vi,
        "issuer_en": certificate.issuer_en,
        "issued_on": DAY.format(certificate.issued_on),
        "expires_on": DAY.format(certificate.expires_on),
    }


def _day(field: Field) -> Any:
    try:
        return parse_day(field.data)
    except UnclearDay as error:
        raise ValidationError(_("Type a day such as 22/11/2026.")) from error
