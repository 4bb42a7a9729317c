"""What the translations check finds, on a small project of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import check_translations, messages, update_translations

TEMPLATE = """
{% trans count=3 %}One orange{% pluralize %}{{ count }} oranges{% endtrans %}
{% trans %}
  Order
  now
{% endtrans %}
{{ pgettext("verb", "Order") }}
"""
MODULE = 'GREETING = lazy_gettext("Welcome, %(name)s")\n'
VIETNAMESE = {
    "One orange": ["%(count)s quả cam"],
    "Order now": "Đặt ngay",
    "verb\u0004Order": "Đặt",
    "Welcome, %(name)s": "Chào %(name)s",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a project with a page, a module and a complete Vietnamese catalogue."""
    config = (messages.ROOT / "babel.cfg").read_text(encoding="utf-8")
    (tmp_path / "babel.cfg").write_text(config, encoding="utf-8")
    pages = tmp_path / "storefront" / "templates"
    pages.mkdir(parents=True)
    (pages / "page.html").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "storefront" / "words.py").write_text(MODULE, encoding="utf-8")
    given = tmp_path / "given.json"
    given.write_text(json.dumps(VIETNAMESE), encoding="utf-8")
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    assert update_translations.main([str(given)]) == 0
    return tmp_path


def faults(project: Path, old: str = "", new: str = "") -> list[str]:
    """Change the Vietnamese catalogue's text and return what is found wrong with it."""
    path = project / "translations" / "vi" / "LC_MESSAGES" / "messages.po"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return check_translations.check("vi", messages.extract())


def test_complete_catalogues_pass(project: Path) -> None:
    assert faults(project) == []
    assert check_translations.check("en", messages.extract()) == []


def test_updating_again_changes_no_byte(project: Path) -> None:
    catalogues = sorted(project.glob("translations/*/LC_MESSAGES/*.po"))
    before = [path.read_bytes() for path in catalogues]
    assert update_translations.main([]) == 0
    assert [path.read_bytes() for path in catalogues] == before
    assert len(catalogues) == 2


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgstr "Đặt ngay"', 'msgstr ""', "vi: not translated: 'Order now'"),
        ("Chào %(name)s", "Chào bạn", "vi: placeholders differ: 'Welcome, %(name)s'"),
        ("Chào %(name)s", "Chào %(name)s 100%", "vi: placeholders differ: 'Welcome, %(name)s'"),
        ("Đặt ngay", "<b>Đặt ngay", "vi: markup differs: 'Order now'"),
        ("Đặt ngay", "Order now", "vi: left in English: 'Order now'"),
        ('msgid "Order now"', '#, fuzzy\nmsgid "Order now"', "vi: fuzzy: 'Order now'"),
        ('msgid "Order now"', 'msgid "Order later"', "vi: missing: 'Order now'"),
        ('msgid "Order now"', 'msgid "Buy"', "vi: no longer in the sources: 'Buy'"),
    ],
)
def test_fault_is_named(project: Path, old: str, new: str, fault: str) -> None:
    assert fault in faults(project, old, new)


def test_vanished_message_leaves_the_catalogue(project: Path) -> None:
    (project / "storefront" / "words.py").unlink()
    assert faults(project) == ["vi: no longer in the sources: 'Welcome, %(name)s'"]
    update_translations.main([])
    assert faults(project) == []
