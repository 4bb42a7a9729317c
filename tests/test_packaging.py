"""What an installed shop brings along that a checkout keeps beside the package."""

from __future__ import annotations

import gettext
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return zipfile.ZipFile(built)


def test_wheel_holds_the_app_and_its_migrations(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert {"app.py", "storefront/server.py", "storefront/migrations/env.py"} <= names
    versions = {path.name for path in (ROOT / "migrations" / "versions").glob("*.py")}
    assert {f"storefront/migrations/versions/{name}" for name in versions} <= names


def test_wheel_holds_compiled_translations(wheel: zipfile.ZipFile) -> None:
    with wheel.open("storefront/translations/vi/LC_MESSAGES/messages.mo") as stream:
        catalogue = gettext.GNUTranslations(stream)
    assert catalogue.info()["language"] == "vi"


def test_wheel_holds_every_file_the_package_reads(wheel: zipfile.ZipFile) -> None:
    package = ROOT / "storefront"
    read = {
        path.relative_to(ROOT).as_posix()
        for folder in ("fonts", "templates", "static", "markets")
        for path in (package / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert read <= set(wheel.namelist())
