"""Telling people from programs that read pages."""

from __future__ import annotations

from functools import cache

from crawlerdetect import CrawlerDetect
from werkzeug.datastructures import Headers


@cache
def _crawlers() -> CrawlerDetect:
    return CrawlerDetect()


def is_a_visit(method: str, headers: Headers) -> bool:
    """Tell whether a request means that a person looks at a page now.

    Programs say who they are, or nothing at all; a browser that fetches ahead says so (the
    Sec-Purpose header of the Fetch standard), and so does a page that renews a part of itself.
    """
    agent = headers.get("User-Agent", "")
    return (
        method == "GET"
        and bool(agent)
        and "prefetch" not in headers.get("Sec-Purpose", headers.get("Purpose", ""))
        and "HX-Request" not in headers
        and not _crawlers().is_crawler(agent)
    )
