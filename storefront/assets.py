"""Style, script and pictures under names that change with their content."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, url_for

STATIC = Path(__file__).parent / "static"
CSS_FIRST = ("reset", "tokens", "base", "layout")
FOREVER = "public, max-age=31536000, immutable"

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
        """Read and hash the files; `site.css` is all of `css/` joined, components last."""
        files = {"site.css": _joined_css(folder / "css")}
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not name.startswith("css/"):
                files[name] = path.read_bytes()
        pictures = {name: _asset(name, body) for name, body in files.items() if name != "site.css"}
        css = files["site.css"]
        for name, asset in pictures.items():
            css = css.replace(f"url({name})".encode(), f"url({asset.served_name})".encode())
        self.by_name = {**pictures, "site.css": _asset("site.css", css)}
        self.by_served_name = {asset.served_name: asset for asset in self.by_name.values()}


def _joined_css(folder: Path) -> bytes:
    names = [folder / f"{name}.css" for name in CSS_FIRST]
    rest = sorted(path for path in folder.glob("*.css") if path not in names)
    joined = "\n".join(path.read_text("utf-8") for path in [*names, *rest] if path.exists())
    return _without_blanks(joined).encode()


def _without_blanks(css: str) -> str:
    """Drop comments and the blanks that only people need; strings with blanks in them stay."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    parts = re.split(r"(\"[^\"]*\")", css)
    parts[::2] = [re.sub(r" ?([{};,]) ?", r"\1", re.sub(r"\s+", " ", part)) for part in parts[::2]]
    return "".join(parts).replace(";}", "}")


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
    response = Response(asset.body, content_type=asset.content_type)
    response.headers["Cache-Control"] = FOREVER
    response.add_etag()
    return response
