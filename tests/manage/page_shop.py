"""A cooperative whose page was never edited, with two blocks that an import brought."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask
from sqlalchemy import select

from storefront.accounts.services import create_user
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.stories.content import PageContent
from storefront.stories.drafts import draft_of
from storefront.stories.models import PageVersion
from storefront.stories.versions import published_page, versions_of
from tests.factories import make_cooperative, make_story_block
from tests.manage.desk import MANAGER, MEMBER, PASSWORD

PUBLIC = "cooperatives/htx-cam"


def make_shop(app: Flask) -> Flask:
    """Fill the shop; return it."""
    with app.app_context():
        maker = make_cooperative(slug="htx-cam", name_vi="HTX Cam", name_en="Orange Coop")
        create_user(MANAGER, PASSWORD, "cooperative", maker, name="Chị Ấn")
        create_user(MEMBER, PASSWORD, "cooperative", maker, member_role="member", name="Anh Bường")
        make_story_block(maker, heading_vi="Mốc", kind="timeline", body_vi="2016: Lập hội.")
        make_story_block(maker, heading_vi="Lời", kind="quote", body_vi="Cam ngon.\n— Bà Tư")
        db.session.commit()
    return app


def cam() -> Cooperative:
    """Return the cooperative."""
    return db.session.scalars(select(Cooperative).where(Cooperative.slug == "htx-cam")).one()


def draft(app: Flask) -> PageContent:
    """Return what the draft says."""
    with app.app_context():
        return draft_of(cam()).content


def public(app: Flask) -> PageContent:
    """Return what buyers read."""
    with app.app_context():
        return published_page(cam())


def history(app: Flask) -> Sequence[PageVersion]:
    """Return the versions of the page, the newest first."""
    with app.app_context():
        return versions_of(cam())
