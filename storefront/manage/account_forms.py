"""What a manager types to have the shop paid into another account."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs are older
from wtforms.validators import DataRequired, Length

from storefront.accounts.forms import NOT_YOURS, TOO_OFTEN, known_password
from storefront.forms import Form, one_line
from storefront.i18n.languages import current_language
from storefront.payments.accounts import NewAccount, WrongAccount, read_holder, read_number
from storefront.payments.banks import all_banks

LONGEST_TYPED = 90


class AccountForm(Form):
    """Ask for an account, and for the password again."""

    bank_bin = SelectField(_("Bank"), validators=[DataRequired(_("Choose the bank."))])
    number = StringField(
        _("Account number"),
        filters=[one_line],
        validators=[
            DataRequired(_("Type the account number.")),
            Length(max=LONGEST_TYPED, message=_("That is too long.")),
        ],
    )
    holder = StringField(
        _("Account name"),
        filters=[one_line],
        validators=[
            DataRequired(_("Type the name of the account, as the bank writes it.")),
            Length(max=LONGEST_TYPED, message=_("That is too long.")),
        ],
    )

    password = known_password(_("Your password, once more"))

    def offer_banks(self) -> None:
        """Fill the list: the short name first, by which people know a bank."""
        language = current_language()
        self.bank_bin.choices = [
            SelectChoice("", gettext("Choose…")),
            *(SelectChoice(b.bin, f"{b.short_name} · {b.name(language)}") for b in all_banks()),
        ]

    def validate_trial(self) -> bool:
        """Check all but the password: a code to scan may be seen without it."""
        self.validate()
        self.password.errors = []
        return not self.errors

    def validate_number(self, field: Field) -> None:
        """Refuse what no account number is."""
        try:
            read_number(field.data or "")
        except WrongAccount as error:
            raise ValidationError(
                _("That is no account number: 4 to 19 digits or letters.")
            ) from error

    def validate_holder(self, field: Field) -> None:
        """Refuse what no bank writes as a name; marks and small letters are taken away."""
        try:
            read_holder(field.data or "")
        except WrongAccount as error:
            raise ValidationError(
                _("Write the name in letters and digits, 2 to 70, as the bank does.")
            ) from error

    def account(self) -> NewAccount:
        """Return what was typed, as it is stored, and show it so."""
        typed = NewAccount.typed(
            self.bank_bin.data or "", self.number.data or "", self.holder.data or ""
        )
        self.number.data, self.holder.data = typed.number, typed.holder
        return typed

    def refuse_password(self) -> None:
        """Say that the password is another."""
        self.password.errors = [NOT_YOURS]

    def ask_for_patience(self) -> None:
        """Say that there were too many tries."""
        self.password.errors = [TOO_OFTEN]

    def refuse_same(self) -> None:
        """Say that this is the live account already."""
        self.number.errors = [_("Buyers pay into this account already.")]
