"""The filters of a list as links: each option says how many goods it leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _

from storefront.catalogue.browsing import Listing
from storefront.catalogue.selection import PRICE_BANDS, STARS, Selection
from storefront.catalogue.wording import price_band_name, stars_name
from storefront.i18n.languages import localized_text


@dataclass(frozen=True, slots=True)
class Option:
    """Hold one option of a filter; `leads_to` is the choice that a visitor makes by it.

    A chosen option leads to the choice without it.
    """

    key: str
    label: str
    count: int
    chosen: bool
    leads_to: Selection


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """Hold one filter with the options that leave anything, and the chosen one."""

    name: str
    title: str
    options: tuple[Option, ...]
    hint: str = ""


def filter_groups(listing: Listing) -> list[FilterGroup]:
    """Return the filters of a list that offer any choice."""
    makers = FilterGroup("cooperative", _("Maker"), _makers(listing))
    groups = [
        FilterGroup("district", _("District"), _districts(listing)),
        FilterGroup("category", _("Kind"), _categories(listing)),
        FilterGroup("season", _("Season"), _season(listing)),
        FilterGroup("stars", _("OCOP stars"), _stars(listing)),
        FilterGroup("price", _("Price"), _prices(listing)),
    ]
    if listing.selection.district:
        groups.insert(1, makers)
    else:
        hint = _("Choose a district to see all its makers.")
        groups.append(replace(makers, hint=hint))
    return [group for group in groups if group.options]


def chosen_options(groups: Iterable[FilterGroup]) -> list[Option]:
    """Return the options that are chosen, to be taken back one by one."""
    return [option for group in groups for option in group.options if option.chosen]


def _districts(listing: Listing) -> tuple[Option, ...]:
    # A maker lies in one district, so another district lets the maker go.
    return _offered(
        _option(listing, "district", slug, localized_text(district.short_name),
                listing.counts.district[district.id], cooperative="")
        for slug, district in listing.names.districts.items()
    )  # fmt: skip


def _makers(listing: Listing) -> tuple[Option, ...]:
    return _offered(
        _option(listing, "cooperative", slug, localized_text(maker.name),
                listing.counts.cooperative[maker.id])
        for slug, maker in listing.names.cooperatives.items()
    )  # fmt: skip


def _categories(listing: Listing) -> tuple[Option, ...]:
    return _offered(
        _option(listing, "category", slug, localized_text(kind.name),
                listing.counts.category[kind.id])
        for slug, kind in listing.names.categories.items()
    )  # fmt: skip


def _season(listing: Listing) -> tuple[Option, ...]:
    return _offered([_option(listing, "season", True, _("In season now"), listing.counts.season)])


def _stars(listing: Listing) -> tuple[Option, ...]:
    return _offered(
        _option(listing, "stars", stars, stars_name(stars), listing.counts.stars[stars])
        for stars in STARS
    )


def _prices(listing: Listing) -> tuple[Option, ...]:
    return _offered(
        _option(listing, "price", band, price_band_name(band), listing.counts.price[band])
        for band in PRICE_BANDS
    )


def _option(listing: Listing, name: str, value: Any, label: str, count: int, **also: Any) -> Option:
    selection = listing.selection
    chosen = getattr(selection, name) == value
    nothing = type(value)()
    return Option(
        key=f"{name}-{value}",
        label=label,
        count=count,
        chosen=chosen,
        leads_to=selection.choosing(**{**also, name: nothing if chosen else value}),
    )


def _offered(options: Iterable[Option]) -> tuple[Option, ...]:
    return tuple(option for option in options if option.count or option.chosen)
