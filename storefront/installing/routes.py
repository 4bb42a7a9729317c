"""The manifest, the service worker and the page that stands in for what no network brings."""

from __future__ import annotations

import json

from flask import Blueprint, Response, current_app, render_template

from storefront.caching import ALWAYS_ASK_AGAIN, smallest
from storefront.i18n.languages import PREFIX
from storefront.installing.keeping import mark_kept
from storefront.installing.manifest import manifest
from storefront.installing.worker import worker_text
from storefront.market.services import current_market, in_demo_mode

blueprint = Blueprint("installing", __name__)
blueprint.after_app_request(mark_kept)


@blueprint.get(f"{PREFIX}/manifest.webmanifest")
def manifest_file() -> Response:
    """Describe the shop to a phone that installs it."""
    market = current_market()
    text = json.dumps(manifest(market.name, market.tagline), ensure_ascii=False)
    return _asked_for_again(text, "application/manifest+json")


@blueprint.get("/service-worker.js")
def service_worker() -> Response:
    """Serve the worker, which keeps pages for times without a network."""
    market = current_market()
    shown = [market.name_vi, market.name_en, in_demo_mode()]
    text = worker_text(current_app.extensions["assets"], shown)
    return _asked_for_again(text, "text/javascript; charset=utf-8")


@blueprint.get(f"{PREFIX}/offline")
def offline() -> Response:
    """Say that there is no network, and what can be read without one."""
    return _asked_for_again(render_template("installing/offline.html"), "text/html; charset=utf-8")


def _asked_for_again(text: str, content_type: str) -> Response:
    response = smallest(text.encode(), content_type)
    response.headers["Cache-Control"] = ALWAYS_ASK_AGAIN
    return response
