"""Shops that stay open between tests: opening one costs more than most tests do.

A kept shop is lent to one test at a time. Before the next one gets it, its database holds again
what the template holds, its folder is empty, and nothing of the app itself has changed; where any
of that cannot be shown, the shop is given up and another one opened.
"""

from __future__ import annotations

import logging
import shutil
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from storefront import create_app
from storefront.database import db
from storefront.limits import limiter
from tests.client import ShopClient
from tests.databases import Databases, settings_for
from tests.rewinding import Rewindable, rewindable
from tests.shops import REOPENED

# What Flask and its extensions note down by themselves in the course of a shop's life.
NOTED_IN_PASSING = {"_got_first_request"}


class KeptShops:
    """Lend shops to tests, one of a kind at a time."""

    def __init__(self, databases: Databases) -> None:
        """Copy databases from these templates."""
        self._databases = databases
        self._waiting: dict[tuple[str, str], KeptShop] = {}

    def lend(self, kind: str, template: str) -> KeptShop:
        """Return a shop in which nothing has happened yet."""
        kept = self._waiting.pop((kind, template), None)
        if kept is not None:
            if kept.made_new():
                return kept
            kept.give_up()
        return KeptShop(self._databases, kind, template)

    def take_back(self, kept: KeptShop) -> None:
        """Keep a shop for the next test."""
        kept.close_connections()
        other = self._waiting.pop((kept.kind, kept.template), None)
        if other is not None:
            other.give_up()
        self._waiting[kept.kind, kept.template] = kept

    def close(self) -> None:
        """Give up all shops."""
        for kept in self._waiting.values():
            kept.give_up()


class KeptShop:
    """Hold an app, its folder and its copy of a template."""

    def __init__(self, databases: Databases, kind: str, template: str) -> None:
        """Open a shop on a fresh copy."""
        self.kind, self.template = kind, template
        self._databases = databases
        self._url = databases.copy_of(kind, template)
        self._folder = databases.folder_for(self._url)
        self.app = create_app(settings_for(self._folder, self._url))
        self.app.testing = True
        self.app.jinja_env.bytecode_cache = databases.compiled_pages
        self.app.test_client_class = ShopClient
        with self.app.app_context():
            self._engine = db.engine
        if kind == "sqlite":
            event.listen(self._engine, "connect", _wait_for_no_disk)
        self._database: Rewindable = rewindable(databases, self._url, template, self._engine)
        self._as_opened = _state_of(self.app, self._engine)

    def made_new(self) -> bool:
        """Undo what the last test did; tell whether all of it is undone."""
        _close_what_was_opened_later(self.app, self._as_opened)
        if _state_of(self.app, self._engine) != self._as_opened:
            return False
        if not self._database.rewind(self._folder):
            return False
        shutil.rmtree(self._folder)
        self._folder.mkdir()
        _set_process_up_for(self.app)
        return True

    def close_connections(self) -> None:
        """Let go of the database, as far as another test could notice."""
        with self.app.app_context():
            db.session.remove()
        for other in self.app.extensions.pop(REOPENED, []):
            with other.app_context():
                db.session.remove()
                db.engine.dispose()
        self._database.release()

    def give_up(self) -> None:
        """Remove all that the shop had."""
        self._engine.dispose()
        self._database.close()
        self._databases.drop(self._url)
        shutil.rmtree(self._folder, ignore_errors=True)


def _wait_for_no_disk(connection: Any, _record: object) -> None:
    """Leave it to the system when to write: no test cuts the power under a kept shop."""
    connection.execute("PRAGMA synchronous = OFF")


def _set_process_up_for(app: Flask) -> None:
    """Set what the process has only once as `create_app` does: other apps were made meanwhile."""
    limiter.enabled = app.config["RATELIMIT_ENABLED"]
    logging.getLogger("storefront").setLevel(logging.INFO)


def _close_what_was_opened_later(app: Flask, as_opened: dict[str, Any]) -> None:
    for name in app.extensions.keys() - as_opened["app"]["extensions"].keys():
        opened = app.extensions.pop(name)
        if name == "jobs":
            opened.storage.close()


class _Same:
    """Compare by identity, and keep the object so that no other one takes its place."""

    __slots__ = ("thing",)

    def __init__(self, thing: object) -> None:
        self.thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)


def _state_of(app: Flask, engine: Engine) -> dict[str, Any]:
    """Return what an app consists of, to be compared with a later look."""
    env = app.jinja_env
    computed = {name for kind in type(app).__mro__ for name, it in vars(kind).items() if _lazy(it)}
    return {
        "app": _picture(
            {name: it for name, it in vars(app).items() if name not in computed | NOTED_IN_PASSING}
        ),
        "rules": {_Same(rule) for rule in app.url_map.iter_rules()},
        "jinja": _picture([env.globals, env.filters, env.tests, env.policies, env.extensions]),
        "engine": [_listeners(engine), _listeners(engine.pool), _Same(engine.dialect), engine.echo],
        "engines": _picture(db._app_engines.get(app)),
    }


def _lazy(attribute: object) -> bool:
    """Tell whether an attribute of a class is computed when first asked for."""
    return type(attribute).__name__ == "cached_property"


def _picture(thing: object) -> Any:
    if isinstance(thing, dict):
        # Looking something up leaves empty values behind in some of Flask's dicts.
        return {key: seen for key, value in thing.items() if (seen := _picture(value))}
    if isinstance(thing, list | tuple):
        return [_picture(value) for value in thing]
    if isinstance(thing, set | frozenset):
        return {_Same(value) for value in thing}
    return _Same(thing)


def _listeners(target: Any) -> dict[str, list[_Same]]:
    return {
        name: [_Same(listener) for listener in getattr(target.dispatch, name)]
        for name in target.dispatch._event_names
    }
