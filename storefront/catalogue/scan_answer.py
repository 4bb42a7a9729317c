"""Handing out a scan: as a file to keep, never as a page, and kept by no cache."""

from __future__ import annotations

from flask import Response, abort, current_app, send_file

from storefront.catalogue.models import Certificate
from storefront.catalogue.scans import TYPES
from storefront.media.storage import storage_of


def scan_answer(certificate: Certificate | None) -> Response:
    """Answer with a certificate's scan, under a name of ours; the caller has asked who may."""
    if certificate is None or certificate.scan_type not in TYPES:
        abort(404)
    try:
        stream = storage_of(current_app).open(certificate.scan_key)
    except FileNotFoundError:
        abort(404)
    name = f"{certificate.product.slug}-{certificate.id}.{TYPES[certificate.scan_type]}"
    response = send_file(
        stream,
        mimetype=certificate.scan_type,
        as_attachment=True,
        download_name=name,
        conditional=False,
        etag=False,
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
