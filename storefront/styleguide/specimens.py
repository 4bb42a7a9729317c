"""The specimens: every component as the shop itself draws it, cut from real pages and blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from inspect import unwrap
from typing import Any

from flask import Response, g, render_template
from flask_babel import lazy_gettext as _
from jinja2_fragments.flask import render_block
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from storefront.cart.contents import contents_of
from storefront.cart.forms import QuantityForm
from storefront.catalogue import routes as catalogue
from storefront.catalogue.browsing import browse
from storefront.catalogue.conditions import Standing
from storefront.catalogue.filter_links import chosen_options, filter_groups
from storefront.catalogue.selection import Selection
from storefront.checkout.forms import DetailsForm
from storefront.cooperatives import routes as cooperatives
from storefront.i18n.bilingual import LANGUAGES
from storefront.i18n.languages import current_language, speaking
from storefront.ordering.forms import CancelForm
from storefront.ordering.showing import shown_orders, terms_shown
from storefront.pages import routes as pages
from storefront.showcase import routes as showcase
from storefront.showcase import screen_routes as screen
from storefront.stories import routes as stories
from storefront.styleguide.samples import Samples
from storefront.styleguide.showcase_samples import ShowcaseSamples, the_showcase
from storefront.styleguide.themes import colours, contrast, themes

FEW = 3
SPECIMEN_HEADING = 3
FIRST_HEADING = re.compile(r"<h([1-6])")
IDS = re.compile(r'(?<=\s)(id|for|form|aria-(?:labelledby|describedby|controls))="([^"]+)"')
HERE = re.compile(r'(?<=\s)href="#([^"]+)"')
ALIVE = re.compile(r'\s(?:data-hx-[\w:-]+(?:="[^"]*")?|data-focus|data-keeps-focus)(?=[\s>])')

Show = Callable[[Samples], str]


@dataclass(frozen=True, slots=True)
class Specimen:
    """Hold a component's name, its title, and how it is drawn in the language spoken just now."""

    name: str
    title: Any
    show: Show


@dataclass(frozen=True, slots=True)
class View:
    """Hold a specimen in one language and one theme."""

    language: str
    theme: str
    drawn: Markup

    @property
    def heading_offset(self) -> int:
        """Return how much deeper its headings lie than on a page of their own."""
        first = FIRST_HEADING.search(self.drawn)
        return SPECIMEN_HEADING - int(first[1]) if first else 0


def views(specimen: Specimen, shown: Samples) -> Iterator[View]:
    """Yield a specimen in each language and theme, every time with ids of its own."""
    for language in LANGUAGES:
        with speaking(language):
            drawn = specimen.show(shown)
        for theme in themes():
            prefix = f"{specimen.name}-{language}-{theme}-"
            yield View(language, theme, Markup(with_own_ids(drawn, prefix)))  # noqa: S704 # nosec


def with_own_ids(html: str, prefix: str) -> str:
    """Put a prefix before every id and whatever names one, and let nothing ask the server."""
    own = {names for attribute, names in IDS.findall(html) if attribute == "id"}

    def prefixed(names: str) -> str:
        return " ".join(prefix + name if name in own else name for name in names.split())

    still = ALIVE.sub("", html)
    named = IDS.sub(lambda found: f'{found[1]}="{prefixed(found[2])}"', still)
    return HERE.sub(lambda found: f'href="#{prefixed(found[1])}"', named)


def _block(name: str) -> Show:
    def show(shown: Samples) -> str:
        return render_block(
            "styleguide/specimens.html",
            name,
            shown=shown,
            themes=themes(),
            colours=colours(),
            contrast=contrast,
        )

    return show


def _part(view: Callable[..., Response], opening: str, closing: str) -> Show:
    def show(_shown: Samples) -> str:
        return part_of(unwrap(view)(), opening, closing)

    return show


def _main(view: Callable[[Samples], Response]) -> Show:
    def show(shown: Samples) -> str:
        return main_of(view(shown))

    return show


def main_of(answer: Response) -> str:
    """Return what a page's main part holds."""
    whole = part_of(answer, "<main", "</main>")
    return whole[whole.index(">") + 1 : -len("</main>")]


def part_of(answer: Response, opening: str, closing: str) -> str:
    """Cut one element out of a page, by its opening and its closing tag."""
    g.pop("cache_policy", None)  # the style page is no such page itself
    html = answer.get_data(as_text=True)
    start = html.index(opening)
    return html[start : html.index(closing, start) + len(closing)]


def _listing(**chosen: Any) -> Show:
    def show(shown: Samples) -> str:
        district = shown.page.product.cooperative.district
        choice = {
            name: value(district) if callable(value) else value for name, value in chosen.items()
        }
        listing = browse(Selection(**choice), Standing.now(), current_language())
        listing = replace(listing, cards=listing.cards[:FEW])
        groups = filter_groups(listing)
        return render_block(
            "catalogue/list.html",
            "listing",
            listing=listing,
            selection=listing.selection,
            groups=groups,
            chosen=chosen_options(groups),
        )

    return show


def _details(shown: Samples) -> str:
    form = DetailsForm(MultiDict({"place": "Bac Phong", "full_name": "Ẩ"}))
    form.offer_places()
    form.validate()
    return render_block(
        "checkout/details.html",
        "main",
        form=form,
        stuck=(),
        matches=(),
        contents=contents_of(shown.cart),
    )


def _cart(shown: Samples) -> str:
    form = QuantityForm(formdata=None)
    return render_block("cart/show.html", "cart", contents=contents_of(shown.cart), form=form)


def _purchase(shown: Samples) -> Response:
    return Response(
        render_template(
            "ordering/purchase.html",
            purchase=shown.purchase,
            shown=shown_orders(shown.purchase),
            parcels={},
            form=CancelForm(formdata=None),
            terms=terms_shown(shown.purchase.terms_version),
        )
    )


# Views that the shop remembers for a second are called without that: all here have one address.
def _at_showcase(view: Callable[[ShowcaseSamples], Response]) -> Show:
    return _main(lambda shown: view(the_showcase(shown)))


def _deck(shown: Samples) -> str:
    answer = unwrap(screen.screen_deck)(the_showcase(shown).showcase.slug)
    return part_of(answer, '<ol class="slides"', "</footer>")


def _error(_shown: Samples) -> Response:
    return Response(
        render_template(
            "errors/error.html",
            code=404,
            title=_("There is no such page"),
            advice=_("Look at the address, or start from the front page."),
        )
    )


SPECIMENS = (
    Specimen("colours", _("Colours"), _block("colours")),
    Specimen("type", _("Type"), _block("type")),
    Specimen("space", _("Space, radius, shadow"), _block("space")),
    Specimen("weave", _("Weave"), _block("weave")),
    Specimen("motifs", _("Motifs"), _block("motifs")),
    Specimen("buttons", _("Buttons, links, tags"), _block("buttons")),
    Specimen("notes", _("Notes"), _block("notes")),
    Specimen("prices", _("Stars and prices"), _block("prices")),
    Specimen("cards", _("Cards"), _block("cards")),
    Specimen("tiles", _("Makers and districts"), _block("tiles")),
    Specimen("map", _("Map"), _block("map")),
    Specimen("certificate", _("Certificate and facts"), _block("certificate")),
    Specimen("ways", _("Ways around"), _block("ways")),
    Specimen(
        "header", _("Header"), _part(catalogue.home, '<header class="site-header"', "</header>")
    ),
    Specimen("bar", _("Bottom bar"), _part(catalogue.home, '<nav class="bottom-bar"', "</nav>")),
    Specimen(
        "footer", _("Footer"), _part(catalogue.home, '<footer class="site-footer"', "</footer>")
    ),
    Specimen(
        "list", _("List with filters"), _listing(district=lambda place: place.slug, sort="district")
    ),
    Specimen("search", _("Search"), _listing(q=lambda place: place.short_name.vi)),
    Specimen("pages", _("Pages of a list"), _listing(page=2)),
    Specimen("nothing", _("Nothing found"), _listing(q="zzqq")),
    Specimen("form", _("Form with errors"), _details),
    Specimen("cart", _("Cart"), _cart),
    Specimen("order", _("Order and transfer"), _main(_purchase)),
    Specimen("error", _("Error"), _main(_error)),
    Specimen("words", _("Page of words"), _main(lambda _shown: pages.show("returns"))),
    Specimen("home", _("Home"), _main(lambda _shown: unwrap(catalogue.home)())),
    Specimen(
        "district",
        _("District"),
        _main(
            lambda shown: unwrap(cooperatives.district)(
                shown.page.product.cooperative.district.slug
            )
        ),
    ),
    Specimen(
        "maker",
        _("Maker"),
        _main(lambda shown: unwrap(cooperatives.cooperative)(shown.page.product.cooperative.slug)),
    ),
    Specimen(
        "product",
        _("Product"),
        _main(lambda shown: unwrap(catalogue.product)(shown.page.product.slug)),
    ),
    Specimen("story", _("Story"), _main(lambda shown: unwrap(stories.story)(shown.teller.slug))),
    Specimen("quote", _("Quote"), _block("quote")),
    Specimen("showcases", _("Showcases"), _main(lambda _shown: unwrap(showcase.showcases)())),
    Specimen(
        "showcase",
        _("Showcase"),
        _at_showcase(lambda fair: unwrap(showcase.showcase)(fair.showcase.slug)),
    ),
    Specimen(
        "booth",
        _("Booth"),
        _at_showcase(lambda fair: unwrap(showcase.booth)(fair.showcase.slug, fair.booth.slug)),
    ),
    Specimen("screen", _("Big screen"), _deck),
    Specimen("stale", _("Screen without a network"), _block("stale")),
    Specimen("stories", _("Stories"), _main(lambda _shown: unwrap(stories.stories)())),
)
