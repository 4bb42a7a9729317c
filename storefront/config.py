"""Every setting of the shop, read once from the environment."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

OFF_WORDS = {"0", "false", "no", "off"}
LARGEST_NUMBER = 65_535  # of a port, and more than enough for the others
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold the shop's settings; the README lists each with its meaning."""

    data_dir: Path
    database_url: str
    host: str
    port: int
    workers: int
    secret_key: str
    base_url: str | None
    trusted_hosts: tuple[str, ...]
    rate_limits: bool
    rate_limit_storage: str
    demo: bool | None
    jobs: bool
    jobs_database_url: str | None
    proxy_hops: int
    smtp_url: str | None
    mail_from: str
    media_storage: str | None

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the settings from environment variables.

        Raises ValueError, naming the variable, when one cannot be understood.
        """
        env = os.environ if environ is None else environ
        data_dir = Path(env.get("STOREFRONT_DATA_DIR") or "instance").resolve()
        base_url = (env.get("BASE_URL") or "").rstrip("/") or None
        database_url = env.get("DATABASE_URL") or f"sqlite:///{data_dir / 'storefront.sqlite3'}"
        return cls(
            data_dir=data_dir,
            database_url=_with_driver(database_url),
            host=env.get("HOST") or "127.0.0.1",
            port=_whole_number(env, "PORT", 8000),
            workers=_whole_number(env, "WORKERS", 1),
            secret_key=env.get("SECRET_KEY") or _stored_secret(data_dir),
            base_url=base_url,
            trusted_hosts=_trusted_hosts(env.get("TRUSTED_HOSTS"), base_url),
            rate_limits=_switch(env.get("RATE_LIMITS"), default=True) is True,
            rate_limit_storage=env.get("RATE_LIMIT_STORAGE") or "memory://",
            demo=_switch(env.get("DEMO"), default=None),
            jobs=_switch(env.get("JOBS"), default=True) is True,
            jobs_database_url=env.get("JOBS_DATABASE_URL") or None,
            proxy_hops=_whole_number(env, "PROXY_HOPS", 0),
            smtp_url=_mail_server(env.get("SMTP_URL")),
            mail_from=env.get("MAIL_FROM") or f"no-reply@{_host_of(base_url)}",
            media_storage=_media_storage(env.get("MEDIA_STORAGE")),
        )

    @property
    def https(self) -> bool:
        """Tell whether visitors reach the shop over https."""
        return self.base_url is not None and self.base_url.startswith("https://")

    @property
    def loopback(self) -> bool:
        """Tell whether only this machine can reach the shop."""
        return self.host in LOOPBACK_HOSTS


def _whole_number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and int(text) <= LARGEST_NUMBER):
        raise ValueError(f"{name} must be a whole number up to {LARGEST_NUMBER}, not {text!r}")
    return int(text)


def _switch(text: str | None, *, default: bool | None) -> bool | None:
    if not text:
        return default
    return text.lower() not in OFF_WORDS


def _with_driver(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    if scheme in ("postgres", "postgresql"):
        return f"postgresql+psycopg{separator}{rest}"
    return url


def _mail_server(url: str | None) -> str | None:
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("SMTP_URL must be smtp://… or smtps://… with a host")
    return url


def _media_storage(url: str | None) -> str | None:
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.hostname:
        raise ValueError("MEDIA_STORAGE must be s3://… with a bucket")
    return url


def _host_of(base_url: str | None) -> str:
    return (urlsplit(base_url).hostname if base_url else None) or "localhost"


def _trusted_hosts(text: str | None, base_url: str | None) -> tuple[str, ...]:
    named = tuple(host.strip() for host in (text or "").split(",") if host.strip())
    if named:
        return named
    return tuple(dict.fromkeys(("127.0.0.1", "localhost", _host_of(base_url))))


def _stored_secret(data_dir: Path) -> str:
    """Return the secret kept in the data directory, made on first run with mode 600.

    The file appears whole or not at all, so that two processes starting together agree.
    """
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        fresh = data_dir / f"secret_key.{os.getpid()}.{secrets.token_hex(4)}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32), encoding="ascii")
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()
