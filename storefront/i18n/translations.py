"""Compiled translations: made from the .po files where they are missing or older."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGED = Path(__file__).parent.parent / "translations"
SOURCES = Path(__file__).parent.parent.parent / "translations"


def compiled_translations() -> Path:
    """Return the folder of .mo files, compiling a checkout's catalogues first.

    An installed package brings its own compiled ones.
    """
    if PACKAGED.is_dir():
        return PACKAGED
    for source in SOURCES.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _compile(source, target)
    return SOURCES


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=source.parent.parent.name)
    handle, fresh = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as stream:
        write_mo(stream, catalogue)
    Path(fresh).replace(target)
