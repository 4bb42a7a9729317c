"""VietQR: account, amount and memo in, text and picture out; and such text read back.

NAPAS "QR Format T&C in NAPAS247 by VietQR" 1.5.2, an EMVCo merchant-presented QR: objects of
a two-digit tag, a two-digit length and a value, ASCII only, a CRC last.
"""

from __future__ import annotations

import io
import re
from binascii import crc_hqx
from dataclasses import dataclass

import segno

LONGEST_MEMO = 19  # the specification allows 25, some banks cut here
LARGEST_AMOUNT_VND = 9_999_999_999_999

NAPAS = "A000000727"
TO_ACCOUNT, TO_CARD = "QRIBFTTA", "QRIBFTTC"
REUSABLE, ONE_PAYMENT = "11", "12"
DONG, VIETNAM = "704", "VN"

_BIN = re.compile(r"[0-9]{6}")
_ACCOUNT = re.compile(r"[A-Za-z0-9]{1,19}")
_MEMO = re.compile(rf"[A-Z0-9 ]{{1,{LONGEST_MEMO}}}")
_AMOUNT = re.compile(r"[1-9][0-9]{0,12}")
_TAG_AND_LENGTH = re.compile(r"([0-9]{2})([0-9]{2})")
_CRC_OBJECT = re.compile(r"(.*6304)([0-9A-F]{4})", re.DOTALL)

_QUIET_ZONE = 4


class InvalidVietQR(ValueError):
    """Say what is wrong with a VietQR text, or with what should go into one."""


@dataclass(frozen=True, slots=True)
class VietQR:
    """Hold what a VietQR text says; an amount of None is typed by the payer."""

    bank_bin: str
    account_number: str
    amount_vnd: int | None
    memo: str
    reusable: bool
    service: str = TO_ACCOUNT


def vietqr_payload(
    bank_bin: str, account_number: str, amount_vnd: int | None = None, memo: str = ""
) -> str:
    """Return the text of a VietQR transfer to an account.

    bank_bin is six digits, account_number 1-19 letters and digits, amount_vnd 1 to
    9,999,999,999,999 đồng or None, memo up to 19 of A-Z, 0-9 and blanks. With an amount the
    code is for one payment, without for any number. Raises InvalidVietQR.
    """
    _require(_BIN.fullmatch(bank_bin), "bank BIN")
    _require(_ACCOUNT.fullmatch(account_number), "account number")
    _require(amount_vnd is None or 1 <= amount_vnd <= LARGEST_AMOUNT_VND, "amount")
    _require(not memo or (_MEMO.fullmatch(memo) and memo == memo.strip()), "memo")
    beneficiary = _object("00", bank_bin) + _object("01", account_number)
    text = (
        _object("00", "01")
        + _object("01", REUSABLE if amount_vnd is None else ONE_PAYMENT)
        + _object(
            "38", _object("00", NAPAS) + _object("01", beneficiary) + _object("02", TO_ACCOUNT)
        )
        + _object("53", DONG)
        + (_object("54", str(amount_vnd)) if amount_vnd is not None else "")
        + _object("58", VIETNAM)
        + (_object("62", _object("08", memo)) if memo else "")
        + "6304"
    )
    return text + _crc(text)


def parse_vietqr(text: str) -> VietQR:
    """Read a VietQR text, checking its order, lengths, fixed values and CRC.

    Objects that say nothing about the transfer (a merchant's name, say) are passed over.
    Raises InvalidVietQR.
    """
    checked = _CRC_OBJECT.fullmatch(text)
    _require(text.isascii() and checked and _crc(checked[1]) == checked[2], "CRC")
    objects = _objects(text)
    _require(next(iter(objects.items())) == ("00", "01"), "format indicator")
    _require(list(objects)[-1] == "63", "order")
    _require(objects.get("01") in {REUSABLE, ONE_PAYMENT}, "point of initiation")
    _require(objects.get("53") == DONG and objects.get("58") == VIETNAM, "currency or country")
    account = _objects(objects.get("38", ""))
    _require(account.get("00") == NAPAS, "NAPAS identifier")
    _require(account.get("02") in {TO_ACCOUNT, TO_CARD}, "service")
    beneficiary = _objects(account.get("01", ""))
    bank_bin, number = beneficiary.get("00", ""), beneficiary.get("01", "")
    _require(_BIN.fullmatch(bank_bin), "bank BIN")
    _require(_ACCOUNT.fullmatch(number), "account number")
    amount = objects.get("54")
    _require(amount is None or _AMOUNT.fullmatch(amount), "amount")
    return VietQR(
        bank_bin=bank_bin,
        account_number=number,
        amount_vnd=None if amount is None else int(amount),
        memo=_objects(objects.get("62", "")).get("08", ""),
        reusable=objects["01"] == REUSABLE,
        service=account["02"],
    )


def qr_svg(payload: str, title: str = "VietQR") -> str:
    """Draw a payload as SVG to stand inside a page: black on white, four modules of quiet zone.

    The markup has neither size nor style: `svg.qr` in the style sheet sizes it. The title,
    escaped here, is what a screen reader says.
    """
    drawn: str = _symbol(payload).svg_inline(
        border=_QUIET_ZONE, dark="#000", light="#fff", omitsize=True, title=title,
        svgclass="qr", lineclass=None,
    )  # fmt: skip
    return drawn.replace("<svg ", '<svg role="img" shape-rendering="crispEdges" ', 1)


def qr_png(payload: str, scale: int = 8) -> bytes:
    """Draw a payload as PNG, scale pixels for a module, to keep or to send to a banking app."""
    out = io.BytesIO()
    _symbol(payload).save(
        out, kind="png", scale=scale, border=_QUIET_ZONE, dark="#000", light="#fff"
    )
    return out.getvalue()


def _symbol(payload: str) -> segno.QRCode:
    """Encode a payload at error level M, as banks print it."""
    return segno.make_qr(payload, error="m", boost_error=False)


def _object(tag: str, value: str) -> str:
    """Write one object."""
    return f"{tag}{len(value):02d}{value}"


def _objects(text: str) -> dict[str, str]:
    """Read a run of objects, each tag once, nothing left over."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        head = _TAG_AND_LENGTH.match(text, at)
        if head is None or head[1] in found:
            msg = "no VietQR: object"
            raise InvalidVietQR(msg)
        start, length = head.end(), int(head[2])
        at = start + length
        _require(length and at <= len(text), "object length")
        found[head[1]] = text[start:at]
    return found


def _crc(text: str) -> str:
    """Return CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF) in upper-case hexadecimal."""
    return f"{crc_hqx(text.encode('ascii'), 0xFFFF):04X}"


def _require(holds: object, what: str) -> None:
    """Raise InvalidVietQR, naming what is wrong, unless something holds."""
    if not holds:
        msg = f"no VietQR: {what}"
        raise InvalidVietQR(msg)
