"""The service worker as it is served: small, and different whenever the shop is."""

from __future__ import annotations

import hashlib
import json
import re

from flask import url_for

from storefront.assets import Assets
from storefront.i18n.bilingual import LANGUAGES

SOURCE = "js/service-worker.js"


def worker_text(assets: Assets, shown: object) -> str:
    """Return the worker's text for the shop's files and what else its offline pages show."""
    pages = [url_for("installing.offline", language=language) for language in LANGUAGES]
    constants = {"VERSION": version(assets, shown), "OFFLINE_PAGES": pages}
    lines = [f"const {name} = {json.dumps(value)};" for name, value in constants.items()]
    return "\n".join([*lines, _for_machines(assets.by_name[SOURCE].body.decode())])


def version(assets: Assets, shown: object) -> str:
    """Return a short text that changes with any file and with what the offline pages show."""
    told = json.dumps([sorted(assets.by_served_name), shown])
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _for_machines(source: str) -> str:
    """Drop what only people need: lines of words, indentation, line ends after a sign."""
    bare = re.sub(r"^\s*(//.*)?\n|^ +", "", source, flags=re.MULTILINE)
    return re.sub(r"(?<=[{(\[,;])\n", "", bare)
