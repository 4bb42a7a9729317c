"""One line of JSON per event, without anybody's phone number, address or secret link."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from datetime import UTC, datetime
from ipaddress import IPv4Address, ip_address, ip_network

from flask import Flask, Response, g, has_request_context, request

from storefront.config import Settings
from storefront.phones import mask_phone

HIDDEN = "•"
REQUEST_ID_HEADER = "X-Request-ID"
IPV4_PREFIX, IPV6_PREFIX = 24, 48

_PHONE = re.compile(r"(?<![\w.])(?:\+84|0084|84|0)[\s.\-]?\d(?:[\s.\-]?\d){7,9}(?!\w)")
_EMAIL = re.compile(r"[\w.+\-]+@([\w\-]+(?:\.[\w\-]+)+)")
_SECRET_PATH = re.compile(
    r"(/(?:orders|meetings)/)(?!lookup\b)([A-Za-z0-9_\-]{4})[A-Za-z0-9_\-]{12,}"
)
# PostgreSQL shows the whole row that broke a rule, names and all.
_ROW = re.compile(r"^DETAIL:.*$", re.MULTILINE)
_WELL_FORMED_ID = re.compile(r"[A-Za-z0-9\-]{8,64}")

# What every record has by itself; anything else was given with `extra`.
_STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

access = logging.getLogger("storefront.access")


def init_logs(app: Flask) -> None:
    """Name every request and log one line for it; write to stderr where nobody else does."""
    settings: Settings = app.extensions["settings"]
    if not logging.getLogger().handlers:
        log_to_stderr(logging.WARNING)
    logging.getLogger("storefront").setLevel(logging.INFO)

    @app.before_request
    def name_request() -> None:
        g.request_id = _request_id(behind_proxy=settings.proxy_hops > 0)
        g.began = time.perf_counter()

    @app.after_request
    def log_request(response: Response) -> Response:
        response.headers.setdefault(REQUEST_ID_HEADER, request_id())
        access.info("request", extra=_told_of(response))
        return response


def log_to_stderr(level: int = logging.INFO) -> None:
    """Let all loggers of this process write to stderr, one line of JSON per event."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)


def request_id() -> str:
    """Return the name of this request, the same in every log line and in its answer."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    name: str = g.request_id
    return name


def masked(text: str) -> str:
    """Hide what could tell who somebody is: phone numbers, e-mail addresses, secret links."""
    text = _SECRET_PATH.sub(rf"\1\2{HIDDEN}", text)
    text = _ROW.sub(f"DETAIL: {HIDDEN}", text)
    text = _EMAIL.sub(rf"{HIDDEN}@\1", text)
    return _PHONE.sub(lambda found: mask_phone(_digits(found[0])), text)


class JsonLines(logging.Formatter):
    """Write a record as one line of JSON with masked values."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; a traceback becomes one value of it."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": masked(record.getMessage()),
        }
        if has_request_context():
            line["request_id"] = request_id()
        for name, value in vars(record).items():
            if name not in _STANDARD:
                line[name] = masked(value) if isinstance(value, str) else value
        if record.exc_info:
            line["exception"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def _request_id(*, behind_proxy: bool) -> str:
    """Take the proxy's name for a request where there is a proxy to trust, or make one."""
    given = request.headers.get(REQUEST_ID_HEADER, "")
    if behind_proxy and _WELL_FORMED_ID.fullmatch(given):
        return given
    return secrets.token_hex(8)


def _told_of(response: Response) -> dict[str, object]:
    """Return what the access log says of a request: its path, but not its query."""
    began = g.get("began")
    return {
        "method": request.method,
        "path": request.path,
        "endpoint": request.endpoint or "",
        "status": response.status_code,
        "ms": round((time.perf_counter() - began) * 1000, 1) if began is not None else None,
        "client": _neighbourhood(request.remote_addr or ""),
    }


def _neighbourhood(address: str) -> str:
    """Return the network that an address lies in: enough to see a flood, not a person."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    prefix = IPV4_PREFIX if isinstance(found, IPv4Address) else IPV6_PREFIX
    return str(ip_network(f"{found}/{prefix}", strict=False))


def _digits(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return re.sub(r"^(?:0084|84)", "0", digits)
