"""Content in two languages."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("vi", "en")
FALLBACK = "vi"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """Hold one text in Vietnamese and, where it exists, in English."""

    vi: str
    en: str = ""

    def in_locale(self, language: str) -> str:
        """Return the text in a language, or the Vietnamese where it is missing."""
        return self.en if language == "en" and self.en else self.vi

    def language_shown(self, language: str) -> str:
        """Return the language that `in_locale` really gives."""
        return "en" if language == "en" and self.en else FALLBACK

    def __bool__(self) -> bool:
        """Tell whether there is any text."""
        return bool(self.vi or self.en)
