"""A story's parts in the page's language: lines, quotes, events, and what is in Vietnamese only."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date
from markupsafe import Markup

from storefront.i18n.bilingual import Bilingual
from storefront.i18n.languages import current_language, localized_text
from storefront.stories.timeline import Event, read_event

ATTRIBUTION = "—"


def lang_mark(content: Bilingual) -> Markup:
    """Return the attribute that names a text's language where the page speaks the other one."""
    shown = content.language_shown(current_language())
    return Markup("") if shown == current_language() else Markup(' lang="{}"').format(shown)


def text_lines(content: Bilingual) -> list[str]:
    """Return the lines of a text."""
    return [line for line in localized_text(content).splitlines() if line.strip()]


def events(content: Bilingual) -> list[Event | str]:
    """Return the events of a timeline; a line without a date stays as it is."""
    return [read_event(line) or line for line in text_lines(content)]


def quotation(content: Bilingual) -> tuple[list[str], str]:
    """Return what is quoted, and who said it: the last line where it begins with a dash, or ""."""
    lines = text_lines(content)
    if len(lines) > 1 and lines[-1].startswith(ATTRIBUTION):
        return lines[:-1], lines[-1]
    return lines, ""


def within_year(event: Event) -> str:
    """Write an event's day and month as far as they are known: "25 tháng 7", "July", or ""."""
    if event.month is None:
        return ""
    moment = date(event.year, event.month, event.day or 1)
    return format_date(moment, format="d MMMM" if event.day else "MMMM")
