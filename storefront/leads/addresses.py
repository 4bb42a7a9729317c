"""Where a lead is read, at either desk."""

from __future__ import annotations

from flask import url_for

from storefront.i18n.bilingual import Bilingual
from storefront.leads.models import Lead
from storefront.templating import public_url


def at_desk(lead: Lead) -> Bilingual:
    """Return where the cooperative reads a lead, in both languages."""
    vietnamese, english = (
        public_url(url_for("manage.lead", lead_id=lead.id, language=language))
        for language in ("vi", "en")
    )
    return Bilingual(vietnamese, english)


def at_organiser(lead: Lead) -> Bilingual:
    """Return where the organiser reads a lead; empty for one that no showcase brought."""
    if lead.showcase_id is None:
        return Bilingual("", "")
    vietnamese, english = (
        public_url(
            url_for(
                "organise.lead", showcase_id=lead.showcase_id, lead_id=lead.id, language=language
            )
        )
        for language in ("vi", "en")
    )
    return Bilingual(vietnamese, english)
