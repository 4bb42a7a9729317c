"""The folder in which several workers of one machine add their counts up.

prometheus_client reads its variable once, on import: `share_counts` comes first.
"""

from __future__ import annotations

import os
from pathlib import Path

from storefront.config import Settings

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def share_counts(settings: Settings) -> None:
    """Let the workers of a shop that has several count together."""
    if settings.workers > 1:
        folder = _folder(settings)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ.setdefault(FOLDER_VARIABLE, str(folder))


def forget_counts(settings: Settings) -> None:
    """Drop what processes counted that are gone, when a server starts anew."""
    for file in _folder(settings).glob("*_*.db"):
        process = file.stem.rpartition("_")[2]
        if not (process.isdecimal() and _alive(int(process))):
            file.unlink(missing_ok=True)


def _folder(settings: Settings) -> Path:
    return settings.data_dir / "metrics"


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
