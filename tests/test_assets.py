"""How style and script are served; what the style says is looked at in test_css."""

from __future__ import annotations

import re

import pytest

from storefront.assets import STATIC, Assets

OWN_SCRIPTS = [path.name for path in (STATIC / "js").glob("*.js") if ".min." not in path.name]


def without_blanks(script: str) -> str:
    return re.sub(r"\s", "", script)


@pytest.mark.parametrize("name", OWN_SCRIPTS)
def test_own_script_comes_without_words_for_people_and_keeps_its_statements(name: str) -> None:
    served = Assets(STATIC).by_name[f"js/{name}"].body.decode()
    source = (STATIC / "js" / name).read_text("utf-8")
    assert not re.search(r"^\s*//|^ ", served, re.MULTILINE)
    statements = re.sub(r"^\s*//.*$", "", source, flags=re.MULTILINE)
    assert without_blanks(served) == without_blanks(statements)


def test_packed_script_of_others_is_served_as_it_came() -> None:
    paths = list((STATIC / "js").glob("*.min.js"))
    assert len(paths) >= 2
    for path in paths:
        assert Assets(STATIC).by_name[f"js/{path.name}"].body == path.read_bytes()
