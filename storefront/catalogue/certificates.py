"""Certificates as their maker keeps them: stated, corrected, ended; their scans in private."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import IO

from sqlalchemy import select, update

from storefront import clock
from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.catalogue.editing import NotApproved
from storefront.catalogue.models import Certificate, Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.media.storage import Storage
from storefront.review.services import approve

FOLDER = "certificates"
STRAY_AFTER = timedelta(days=1)  # longer than any form takes


class CertificateChanged(ValueError):
    """Say that somebody else has saved the certificate since it was shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """Hold what a certificate says, named as the columns are."""

    stars: int
    number: str
    issuer_vi: str
    issuer_en: str
    issued_on: date
    expires_on: date


@dataclass(frozen=True, slots=True)
class Scan:
    """Hold a scan that was looked into: its bytes, and what they are."""

    stream: IO[bytes]
    content_type: str


def add_certificate(
    shop: Cooperative, user: User, product: Product, facts: CertificateFacts
) -> Certificate:
    """State a certificate of a product. Raises NotApproved."""
    if not approve("certificate", shop, user).approved:
        raise NotApproved
    certificate = Certificate(product=product, **_values(facts))
    db.session.add(certificate)
    db.session.flush()
    note(shop, user, "certificate.added", product, product.name_vi, **_plain(facts))
    return certificate


def edit_certificate(
    shop: Cooperative, user: User, certificate: Certificate, facts: CertificateFacts, revision: int
) -> None:
    """Correct a certificate that somebody saw at a revision.

    Raises CertificateChanged when it was saved since, or NotApproved; then the caller rolls back.
    """
    _take_turn(certificate, revision)
    values = _values(facts)
    before = {name: str(getattr(certificate, name)) for name in values}
    changed = [name for name, value in _plain(facts).items() if value != before[name]]
    if not changed:
        return
    if not approve("certificate", shop, user).approved:
        raise NotApproved
    for name, value in values.items():
        setattr(certificate, name, value)
    certificate.expired_at = None
    product = certificate.product
    after = {name: value for name, value in _plain(facts).items() if name in changed}
    before = {name: before[name] for name in changed}
    note(shop, user, "certificate.changed", product, product.name_vi, before=before, after=after)
    db.session.flush()


def end_certificate(shop: Cooperative, user: User, certificate: Certificate) -> None:
    """Take a certificate's stars off the pages at once; ended twice it ends once."""
    if certificate.ended_on is None:
        certificate.ended_on = clock.today()
        product, number = certificate.product, certificate.number
        note(shop, user, "certificate.ended", product, product.name_vi, number=number)
        db.session.flush()


def keep_scan(
    shop: Cooperative, user: User, certificate: Certificate, scan: Scan, storage: Storage
) -> str:
    """Keep a scan under a new key; return the key of the one that it takes the place of, or "".

    The old file can go once the transaction is committed.
    """
    before = certificate.scan_key
    key = f"{FOLDER}/{secrets.token_hex(16)}"
    storage.save(key, scan.stream)
    certificate.scan_key, certificate.scan_type = key, scan.content_type
    product, number = certificate.product, certificate.number
    note(shop, user, "certificate.scanned", product, product.name_vi, number=number)
    db.session.flush()
    return before


def forget_stray_scans(storage: Storage, now: datetime) -> int:
    """Remove scans that no certificate holds: what was left behind when saving failed."""
    stray = [kept.key for kept in storage.files(FOLDER) if kept.kept_at < now - STRAY_AFTER]
    held = set(db.session.scalars(select(Certificate.scan_key)))
    db.session.rollback()
    gone = [key for key in stray if key not in held]
    for key in gone:
        storage.delete(key)
    return len(gone)


def _take_turn(certificate: Certificate, revision: int) -> None:
    """Let one of several who save at once go on: who saw the certificate as it is."""
    turn = (
        update(Certificate)
        .where(Certificate.id == certificate.id, Certificate.revision == revision)
        .values(revision=revision + 1)
        .returning(Certificate.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(turn) is None:
        raise CertificateChanged
    db.session.refresh(certificate)


def _values(facts: CertificateFacts) -> dict[str, object]:
    return {field.name: getattr(facts, field.name) for field in fields(facts)}


def _plain(facts: CertificateFacts) -> dict[str, str]:
    return {name: str(value) for name, value in _values(facts).items()}
