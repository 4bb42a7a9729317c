"""Commands of the shop: `flask --app app …`."""

from __future__ import annotations

from flask import Flask


def init_commands(app: Flask) -> None:
    """Register every domain's commands."""
