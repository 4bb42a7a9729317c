"""Every table of the shop, so that migrations see them all."""

from storefront.accounts import models as accounts
from storefront.activity import models as activity
from storefront.booth_sales import models as booth_sales
from storefront.cart import models as cart
from storefront.catalogue import models as catalogue
from storefront.complaints import models as complaints
from storefront.cooperatives import models as cooperatives
from storefront.delivery import models as delivery
from storefront.footfall import models as footfall
from storefront.fulfilment import models as fulfilment
from storefront.leads import models as leads
from storefront.mail import models as mail
from storefront.market import models as market
from storefront.media import models as media
from storefront.ordering import models as ordering
from storefront.payments import models as payments
from storefront.promotions import models as promotions
from storefront.search import models as search
from storefront.showcase import models as showcase
from storefront.spreadsheets import models as spreadsheets
from storefront.stock import models as stock
from storefront.stories import models as stories

__all__ = [
    "accounts",
    "activity",
    "booth_sales",
    "cart",
    "catalogue",
    "complaints",
    "cooperatives",
    "delivery",
    "footfall",
    "fulfilment",
    "leads",
    "mail",
    "market",
    "media",
    "ordering",
    "payments",
    "promotions",
    "search",
    "showcase",
    "spreadsheets",
    "stock",
    "stories",
]
