"""A form on a slow line keeps nobody from the database, whichever form it is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import Flask

from storefront.catalogue.scans import LARGEST_BYTES
from storefront.database import db
from tests.client import ShopClient
from tests.manage.desk import MANAGER, OPERATOR, ORGANISER, Belongings, make_two_shops, signed_in
from tests.routes import addresses

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

URLENCODED = "application/x-www-form-urlencoded"


class SlowLine(io.BytesIO):
    """Be the body of a request that knows whether somebody waits for the database meanwhile."""

    waited = False
    was_read = False

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        self.was_read = True
        self.waited |= db.session().in_transaction()
        return super().readinto(buffer)


def send(client: ShopClient, address: str, body: bytes, kind: str = URLENCODED) -> SlowLine:
    line = SlowLine(body)
    client.post(address, input_stream=line, content_length=len(body), content_type=kind)
    return line


def test_no_form_of_a_desk_is_read_while_others_wait(app: Flask) -> None:
    belongings: Belongings = make_two_shops(app)
    tried = 0
    for who, within in ((MANAGER, "manage."), (OPERATOR, "operate."), (ORGANISER, "organise.")):
        client = signed_in(app, who)
        for address in addresses(app, "POST", belongings.values, ("vi",), within):
            line = send(client, address, b"csrf_token=forged&name_vi=" + b"x" * 2_000)
            assert line.was_read, address
            assert not line.waited, address
            tried += 1
    assert tried > 40


def test_a_large_scan_or_page_is_not_read_while_others_wait(app: Flask) -> None:
    belongings = make_two_shops(app)
    client = signed_in(app, MANAGER)
    product = belongings.values["product_id"]
    certificate = belongings.values["certificate_id"]
    body = b"csrf_token=forged&story_vi=" + b"x" * 300_000
    for address in ("/vi/manage/page", "/vi/manage/goods/sheets"):
        line = send(client, address, body)
        assert line.was_read and not line.waited, address
    file = (
        b'--b\r\nContent-Disposition: form-data; name="scan"; filename="a.pdf"\r\n\r\n%PDF-'
        + b"x" * 300_000
        + b"\r\n--b--\r\n"
    )
    for address in (
        f"/vi/manage/goods/{product}/certificates",
        f"/vi/manage/goods/certificates/{certificate}",
    ):
        line = send(client, address, file, "multipart/form-data; boundary=b")
        assert line.was_read and not line.waited, address
    other = send(client, "/vi/manage/goods/999999/certificates", file)
    assert not other.was_read
    assert len(file) < LARGEST_BYTES
