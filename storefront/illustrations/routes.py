"""Drawn pictures under names that change with their content."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("illustrations", __name__)
