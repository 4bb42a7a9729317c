"""The service worker as it is served: small, and different whenever the shop is."""

from __future__ import annotations

import hashlib
import json

from storefront.assets import Assets

SOURCE = "js/service-worker.js"


def worker_text(assets: Assets, shown: object) -> str:
    """Return the worker's text for the shop's files and what else its offline pages show."""
    script = assets.by_name[SOURCE].body.decode()
    return f"const VERSION = {json.dumps(version(assets, shown))};\n{script}"


def version(assets: Assets, shown: object) -> str:
    """Return a short text that changes with any file and with what the offline pages show."""
    told = json.dumps([sorted(assets.by_served_name), shown])
    return hashlib.sha256(told.encode()).hexdigest()[:12]
