"""Two cooperatives side by side, and whoever might try the door between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO

from flask import Flask

from storefront.accounts.access import invite_member
from storefront.accounts.models import User
from storefront.accounts.services import create_user
from storefront.catalogue.certificates import Scan, keep_scan
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.media.storage import storage_of
from storefront.payments.account_changes import ask_change
from storefront.payments.accounts import NewAccount
from storefront.payments.services import record_bank_transaction
from storefront.payments.statements import StatementLine
from storefront.spreadsheets.grids import read_grid
from storefront.spreadsheets.services import keep_sheet
from storefront.stories.drafts import Standpoint, draft_of, save_draft
from storefront.stories.publishing import publish
from storefront.stories.versions import published_page
from tests.client import ShopClient
from tests.factories import (
    make_certificate,
    make_cooperative,
    make_picture,
    make_product,
    only_variant,
)
from tests.factories.booth_sales import make_sale
from tests.factories.leads import SECRET_CONTACT, SECRET_FIRM, make_lead, make_slot
from tests.factories.orders import make_order
from tests.factories.promotions import make_voucher
from tests.factories.showcases import make_booth, make_session, make_showcase
from tests.shops import visitor

SECRET_VOUCHER = "BIMAT2026"
SECRET_PHOTO = "Rổ cam chín trên bậc đá"
SECRET_DRAFT = "Chưa ai được đọc câu này"
PASSWORD = "mật khẩu của chợ"
MANAGER, MEMBER, STRANGER = "0912345678", "0912345679", "0987654321"
SECRET_GOODS, SCAN = "Cam chưa ai biết", b"%PDF-1.7\n%%EOF\n"
OPERATOR, ORGANISER = "operator@example.com", "organiser@example.com"
HOST, SECRET_FAIR = "host@example.com", "Phiên chợ chưa ai hay"  # the organiser of the showcase
CHOICES = ("role", "step", "direction", "sheet_name", "sheet_type")  # these belong to nobody
LINE = StatementLine(2, date(2026, 11, 22), 90_000, "names no order", "FT1")


@dataclass(frozen=True, slots=True)
class Belongings:
    """Hold what one cooperative has that no other may see, by the names of the addresses."""

    values: dict[str, object]
    words: tuple[str, ...]

    @property
    def of_nobody(self) -> dict[str, object]:
        """Return other values: only addresses without any stay the same."""
        return {name: value if name in CHOICES else 0 for name, value in self.values.items()}


def make_two_shops(app: Flask) -> Belongings:
    """Make a cooperative with a bit of everything, and another beside it."""
    with app.app_context():
        shop = make_cooperative(slug="htx-cam", name_vi="HTX Cam", name_en="Orange Coop")
        other = make_cooperative(slug="htx-che", name_vi="HTX Chè", name_en="Tea Coop", phone="")
        manager = create_user(MANAGER, PASSWORD, "cooperative", shop, name="Chị Ấn")
        member = create_user(
            MEMBER, PASSWORD, "cooperative", shop, member_role="member", name="Anh Bường"
        )
        create_user(STRANGER, PASSWORD, "cooperative", other, name="Chị Chè")
        create_user(OPERATOR, PASSWORD, "operator")
        create_user(ORGANISER, PASSWORD, "organiser")
        link, _ = invite_member(shop, "member", manager)
        change = ask_change(shop, manager, NewAccount("970436", "0123456789", "HTX CAM"))
        goods = certified_goods(app, shop, manager)
        order = make_order(make_product(cooperative=shop))
        transfer = record_bank_transaction(order.account_number, LINE)
        assert transfer is not None
        version = page_with_history(shop, manager)
        showcase = make_showcase(create_user(HOST, PASSWORD, "organiser"), title_vi=SECRET_FAIR)
        showcase.state = "draft"
        booth = make_booth(showcase, shop, make_product(cooperative=shop))
        voucher = make_voucher(booth, code=SECRET_VOUCHER)
        sale = make_sale(booth, manager)
        lead = make_lead(shop, booth, firm=SECRET_FIRM, contact=SECRET_CONTACT)
        slot = make_slot(booth)
        session = make_session(showcase)
        photo = photo_of_goods(shop)
        sheet = sheet_of_goods(shop, manager)
        db.session.commit()
        return Belongings(
            {
                **goods,
                "member_id": member.id,
                "link_id": link.id,
                "role": "manager",
                "change_id": change.id,
                "version": version,
                "showcase_id": showcase.id,
                "booth_id": booth.id,
                "voucher_id": voucher.id,
                "session_id": session.id,
                "sale_key": sale.key,
                "lead_id": lead.id,
                "slot_id": slot.id,
            }
            | photo
            | {"code": order.code, "step": "packing", "transfer_id": transfer.id}
            | sheet,
            (
                "Chị Ấn",
                "Anh Bường",
                "0912 345 678",
                order.purchase.full_name,
                SECRET_GOODS,
                SECRET_PHOTO,
                SECRET_FAIR,
                SECRET_VOUCHER,
                SECRET_FIRM,
                SECRET_CONTACT,
            ),
        )


def page_with_history(shop: Cooperative, manager: User) -> int:
    """Publish a cooperative's page and begin another draft; return the version's number."""
    page = replace(published_page(shop), summary_vi="Cam ngon.")
    draft = save_draft(shop, manager, page, Standpoint(0))
    version = publish(shop, manager, draft.revision)
    page = replace(page, summary_vi=SECRET_DRAFT)
    save_draft(shop, manager, page, Standpoint(draft_of(shop).revision))
    return version.number


def sheet_of_goods(shop: Cooperative, manager: User) -> dict[str, object]:
    """Give a cooperative a spreadsheet that waits to be applied."""
    data = f"Tên hàng;Quy cách;Loại hàng\n{SECRET_GOODS} 2;Túi 1 kg;Trái cây".encode()
    sheet = keep_sheet(shop, manager, read_grid(data), "hang.csv")
    return {"sheet_id": sheet.id, "sheet_name": "goods", "sheet_type": "csv"}


def photo_of_goods(shop: Cooperative) -> dict[str, object]:
    """Give a cooperative a photo on one of its goods."""
    picture = make_picture(make_product(cooperative=shop), alt_vi=SECRET_PHOTO)
    return {
        "picture_id": picture.id,
        "upload_key": picture.upload_key,
        "direction": "main",
    }


def certified_goods(app: Flask, shop: Cooperative, manager: User) -> dict[str, object]:
    """Give a cooperative hidden goods with a certificate and its scan."""
    product = make_product(cooperative=shop, name_vi=SECRET_GOODS, status="hidden")
    certificate = make_certificate(product)
    scan = Scan(BytesIO(SCAN), "application/pdf")
    keep_scan(shop, manager, certificate, scan, storage_of(app))
    return {
        "product_id": product.id,
        "variant_id": only_variant(product).id,
        "certificate_id": certificate.id,
    }


def signed_in(app: Flask, identifier: str) -> ShopClient:
    """Return the browser of somebody who has signed in."""
    client = visitor(app)
    data = {"identifier": identifier, "password": PASSWORD}
    data["csrf_token"] = client.token_from("/vi/login")
    assert client.post("/vi/login", data=data).status_code == 303
    return client
