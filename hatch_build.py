"""Put compiled translations into the wheel, under the package that reads them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):  # type: ignore[type-arg]
    """Compile every catalogue of translations/ on the way into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a temporary folder and tell hatchling where each file belongs."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        for source in Path(self.root, "translations").glob("*/LC_MESSAGES/*.po"):
            inside = source.relative_to(self.root).with_suffix(".mo")
            compiled = Path(self._folder.name, inside)
            compiled.parent.mkdir(parents=True, exist_ok=True)
            with source.open("rb") as read, compiled.open("wb") as written:
                write_mo(written, read_po(read, locale=inside.parts[1]))
            build_data["force_include"][str(compiled)] = str(Path("storefront", inside))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder."""
        if version != "editable":
            self._folder.cleanup()
