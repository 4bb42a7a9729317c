"""Reading a market's folder of CSV files into the shop."""

from __future__ import annotations

from pathlib import Path


def import_folder(folder: Path, *, demo: bool) -> None:
    """Import a market's folder."""
