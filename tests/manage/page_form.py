"""The shop page's form as a browser without script sends it."""

from __future__ import annotations

from collections.abc import Sequence

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.catalogue.pages import tree
from tests.client import ShopClient

PAGE = "/vi/manage/page"

Fields = MultiDict[str, str]


def fields_in(answer: TestResponse) -> Fields:
    """Return all that the page's form would send, but for its buttons."""
    form = tree(answer).get_element_by_id("page-form")
    return MultiDict((name, value.lstrip("\r\n")) for name, value in form.form_values())


def opened(client: ShopClient) -> Fields:
    """Open the editor and return its form."""
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return fields_in(answer)


def keys_in(fields: Fields) -> Sequence[str]:
    """Return the keys of the blocks, in their order."""
    return fields.getlist("block")


def name_of(fields: Fields, short: str) -> str:
    """Return the name of a field; `b0_body_vi` is short for that of the first block."""
    if not (short.startswith("b") and short[1].isdigit()):
        return short
    place, _underscore, field = short[1:].partition("_")
    return f"block-{keys_in(fields)[int(place)]}-{field}"


def typed(fields: Fields, **texts: str) -> Fields:
    """Return the form with texts typed into its fields, by their short names."""
    fields = MultiDict(fields.items(multi=True))
    for short, text in texts.items():
        fields[name_of(fields, short)] = text
    return fields


def send(client: ShopClient, fields: Fields, action: str = "", do: str = "") -> TestResponse:
    """Press a button of the form: "publication", "preview", or "blocks" with what to `do`."""
    fields = MultiDict(fields.items(multi=True))
    if do:
        fields["do"] = do
    address = f"{PAGE}/{action}" if action else PAGE
    return client.post(address, data=fields, content_type="multipart/form-data")


def by_itself(client: ShopClient, fields: Fields, action: str = "", do: str = "") -> TestResponse:
    """Send the form as htmx does while somebody types or presses a button of the blocks."""
    fields = MultiDict(fields.items(multi=True))
    if do:
        fields["do"] = do
    return client.post(
        f"{PAGE}/{action}" if action else PAGE,
        data=fields,
        content_type="multipart/form-data",
        headers={"HX-Request": "true", "HX-Request-Type": "partial"},
    )


def publish(client: ShopClient, **texts: str) -> None:
    """Type texts into the page as it stands and publish it."""
    assert send(client, typed(opened(client), **texts), "publication").status_code == 303
