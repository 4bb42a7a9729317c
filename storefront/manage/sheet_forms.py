"""What members send with a spreadsheet of goods."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import CombinedMultiDict
from wtforms import BooleanField, HiddenField

from storefront.forms import Form


class SheetForm(Form):
    """Ask for the file."""

    class Meta(Form.Meta):
        """Take files as well."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Return what was sent by a form, or nothing."""
            typed = super().wrap_formdata(form, formdata)
            return CombinedMultiDict((request.files, request.form)) if typed else typed

    sheet = FileField(_("Spreadsheet (.xlsx or .csv)"))

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.sheet.flags.required = True

    def refuse(self, message: str) -> None:
        """Add why the file was not taken."""
        self.sheet.errors = [*self.sheet.errors, message]


class ApplyForm(Form):
    """Ask to apply what was shown; `digest` says what that was."""

    digest = HiddenField()
    sure = BooleanField(_("Yes, these prices are right"))
