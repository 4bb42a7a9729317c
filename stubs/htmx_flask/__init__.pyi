from flask import Flask, Request

class HtmxHeaders:
    boosted: bool
    current_url: str | None
    history_restore_request: bool
    prompt: str | None
    target: str | None
    trigger: str | None
    trigger_name: str | None
    def __bool__(self) -> bool: ...

class HtmxAwareRequest(Request):
    htmx: HtmxHeaders

class Htmx:
    def __init__(self, app: Flask | None = None) -> None: ...
    def init_app(self, app: Flask) -> None: ...

request: HtmxAwareRequest
