"""Every public page in both languages, for search engines.

Addresses equal each page's canonical one. Up to `MOST_ADDRESSES` they stand in one file; beyond,
`/sitemap.xml` is an index of parts, each read from the database in steps and streamed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from flask import current_app, url_for
from sqlalchemy import Select, func, null, select

from storefront.catalogue.models import Product
from storefront.config import Settings
from storefront.cooperatives.models import Cooperative, District
from storefront.database import db
from storefront.i18n.bilingual import FALLBACK, LANGUAGES
from storefront.pages.contents import PAGES
from storefront.showcase.models import ACCEPTED, Booth, Showcase
from storefront.showcase.queries import seen_by_visitors
from storefront.stories.queries import told
from storefront.templating import absolute_url

MOST_ADDRESSES = 20_000
PAGES_IN_PART = MOST_ADDRESSES // len(LANGUAGES)
STEP = 1_000
XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class Page:
    """Hold one page of the shop, which exists in every language."""

    endpoint: str
    slug: str | None = None
    changed_at: datetime | None = None
    booth: str | None = None

    def address(self, language: str) -> str:
        """Return its canonical address in a language."""
        named = {"slug": self.slug, "booth": self.booth}
        values: dict[str, Any] = {name: value for name, value in named.items() if value}
        settings: Settings = current_app.extensions["settings"]
        return absolute_url(settings, url_for(self.endpoint, language=language, **values))


@dataclass(frozen=True, slots=True)
class Section:
    """Hold one kind of pages: how many there are, and how to read them from the nth on."""

    count: Callable[[], int]
    read: Callable[[int, int], Iterator[Page]]


def site_map() -> Iterator[str]:
    """Yield the whole site map, or the index of its parts."""
    counts = {name: section.count() for name, section in SECTIONS.items()}
    if sum(counts.values()) * len(LANGUAGES) <= MOST_ADDRESSES:
        return _addresses(page for name in SECTIONS for page in _pages(name, 0, counts[name]))
    return _index(counts)


def site_map_part(name: str, number: int) -> Iterator[str] | None:
    """Yield one part of the site map (the first is number 1), or return None: no such part."""
    section = SECTIONS.get(name)
    first = (number - 1) * PAGES_IN_PART
    if section is None or number < 1 or first >= section.count():
        return None
    return _addresses(_pages(name, first, PAGES_IN_PART))


def _pages(name: str, first: int, most: int) -> Iterator[Page]:
    for start in range(first, first + most, STEP):
        yield from SECTIONS[name].read(start, min(STEP, first + most - start))


def _addresses(pages: Iterator[Page]) -> Iterator[str]:
    yield f'{XML_HEAD}<urlset xmlns="{NAMESPACE}" xmlns:xhtml="{XHTML}">\n'
    for page in pages:
        addresses = {language: escape(page.address(language)) for language in LANGUAGES}
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{address}"/>'
            for language, address in [*addresses.items(), ("x-default", addresses[FALLBACK])]
        )
        changed = page.changed_at.date().isoformat() if page.changed_at else ""
        last = f"<lastmod>{changed}</lastmod>" if changed else ""
        for address in addresses.values():
            yield f"<url><loc>{address}</loc>{last}{alternates}</url>\n"
    yield "</urlset>\n"


def _index(counts: dict[str, int]) -> Iterator[str]:
    settings: Settings = current_app.extensions["settings"]
    yield f'{XML_HEAD}<sitemapindex xmlns="{NAMESPACE}">\n'
    for name, count in counts.items():
        for number in range(1, -(-count // PAGES_IN_PART) + 1):
            path = url_for("machines.site_map_part", name=name, number=number)
            yield f"<sitemap><loc>{escape(absolute_url(settings, path))}</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def _fixed_pages() -> list[Page]:
    return [
        Page("catalogue.home"),
        Page("cooperatives.districts"),
        Page("catalogue.product_list"),
        Page("stories.stories"),
        Page("showcase.showcases"),
        *(Page("pages.show", slug) for slug in PAGES),
        Page("complaints.complain"),
    ]


def _read_fixed(first: int, most: int) -> Iterator[Page]:
    return iter(_fixed_pages()[first : first + most])


def _count(rows: Select[*tuple[Any, ...]]) -> int:
    return db.session.scalar(select(func.count()).select_from(rows.order_by(None).subquery())) or 0


def _read(endpoint: str, rows: Select[*tuple[Any, ...]], first: int, most: int) -> Iterator[Page]:
    for row in db.session.execute(rows.offset(first).limit(most)):
        yield Page(endpoint, *row)


def _stored(endpoint: str, rows: Select[*tuple[Any, ...]]) -> Section:
    return Section(partial(_count, rows), partial(_read, endpoint, rows))


def _showcases() -> Select[*tuple[Any, ...]]:
    return select(Showcase.slug).where(seen_by_visitors()).order_by(Showcase.id)


def _booths() -> Select[*tuple[Any, ...]]:
    return (
        select(Showcase.slug, null(), Booth.slug)
        .join(Booth.showcase)
        .where(seen_by_visitors(), Booth.state == ACCEPTED)
        .order_by(Booth.id)
    )


def _asked(endpoint: str, rows: Callable[[], Select[*tuple[Any, ...]]]) -> Section:
    """Return a section whose condition depends on the market's mode."""
    return Section(lambda: _count(rows()), lambda first, most: _read(endpoint, rows(), first, most))


SECTIONS = {
    "pages": Section(lambda: len(_fixed_pages()), _read_fixed),
    "districts": _stored("cooperatives.district", select(District.slug).order_by(District.id)),
    "makers": _stored(
        "cooperatives.cooperative",
        select(Cooperative.slug).where(Cooperative.status == "open").order_by(Cooperative.id),
    ),
    "stories": _stored(
        "stories.story",
        select(Cooperative.slug)
        .where(Cooperative.status == "open", told())
        .order_by(Cooperative.id),
    ),
    "showcases": _asked("showcase.showcase", _showcases),
    "booths": _asked("showcase.booth", _booths),
    "products": _stored(
        "catalogue.product",
        select(Product.slug, Product.updated_at)
        .join(Product.cooperative)
        .where(Product.status == "published", Cooperative.status == "open")
        .order_by(Product.id),
    ),
}
