"""Style, script and pictures under names that change with their content."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, url_for

from storefront.caching import kept_forever

STATIC = Path(__file__).parent / "static"
CSS_FIRST = ("reset", "tokens", "base", "layout")
OWN_SCRIPT = re.compile(r"(?<!\.min)\.js$")

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """Hold one file as it is served."""

    served_name: str
    content_type: str
    body: bytes


class Assets:
    """Know every served file by its plain name and by its hashed one."""

    def __init__(self, folder: Path) -> None:
        """Read and hash the files; the folder `css/order/` becomes one stylesheet, `order.css`."""
        self.by_name = {
            (name := path.relative_to(folder).as_posix()): _asset(name, _body(path))
            for path in sorted(folder.rglob("*"))
            if path.is_file() and folder / "css" not in path.parents
        }
        pictures = dict(self.by_name)
        for sheet in sorted((folder / "css").iterdir()):
            css = _joined_css(sheet)
            for name, asset in pictures.items():
                css = css.replace(f"url({name})", f"url({asset.served_name})")
            self.by_name[f"{sheet.name}.css"] = _asset(f"{sheet.name}.css", css.encode())
        self.by_served_name = {asset.served_name: asset for asset in self.by_name.values()}


def _joined_css(folder: Path) -> str:
    names = [folder / f"{name}.css" for name in CSS_FIRST]
    rest = sorted(path for path in folder.glob("*.css") if path not in names)
    joined = "\n".join(path.read_text("utf-8") for path in [*names, *rest] if path.exists())
    return _without_blanks(joined)


def _without_blanks(css: str) -> str:
    """Drop comments and the blanks that only people need; strings with blanks in them stay."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    parts = re.split(r"(\"[^\"]*\")", css)
    for at in range(0, len(parts), 2):
        single = re.sub(r"\s+", " ", parts[at])
        parts[at] = re.sub(r" ?([{};,>]) ?", r"\1", single).replace(": ", ":")
    return "".join(parts).replace(";}", "}")


def _body(path: Path) -> bytes:
    body = path.read_bytes()
    return _without_words(body.decode()).encode() if OWN_SCRIPT.search(path.name) else body


def _without_words(script: str) -> str:
    """Drop what only people need: lines of comment, indentation, line ends after a sign."""
    bare = re.sub(r"^\s*(//.*)?\n|^ +", "", script, flags=re.MULTILINE)
    return re.sub(r"(?<=[{}(\[,;])\n", "", bare)


def _asset(name: str, body: bytes) -> Asset:
    digest = hashlib.sha256(body).hexdigest()[:12]
    stem, dot, suffix = name.rpartition(".")
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if content_type.startswith("text/") or content_type.endswith("javascript"):
        content_type += "; charset=utf-8"
    return Asset(f"{stem}.{digest}{dot}{suffix}", content_type, body)


def init_assets(app: Flask) -> None:
    """Read the static files and let templates ask for their addresses."""
    assets = Assets(STATIC)
    app.extensions["assets"] = assets

    def asset_url(name: str) -> str:
        return url_for("assets.serve", name=assets.by_name[name].served_name)

    app.add_template_global(asset_url)
    app.register_blueprint(blueprint)


@blueprint.get("/assets/<path:name>")
def serve(name: str) -> Response:
    """Serve a file under its hashed name, to be kept forever."""
    asset = current_app.extensions["assets"].by_served_name.get(name)
    if asset is None:
        abort(404)
    return kept_forever(asset.body, asset.content_type)
