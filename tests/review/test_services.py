import pytest
from flask import Flask

from storefront.accounts.services import create_user
from storefront.review.services import KINDS, Decision, approve
from tests.factories import make_cooperative
from tests.manage.desk import MANAGER, PASSWORD


@pytest.mark.parametrize("kind", KINDS)
def test_everything_is_approved_until_operators_have_a_desk(app: Flask, kind: str) -> None:
    with app.app_context():
        shop = make_cooperative()
        user = create_user(MANAGER, PASSWORD, "cooperative", shop)
        assert approve(kind, shop, user) == Decision(kind, shop.id, user.id, approved=True)


def test_what_nobody_reviews_is_no_kind(app: Flask) -> None:
    with app.app_context():
        shop = make_cooperative()
        user = create_user(MANAGER, PASSWORD, "cooperative", shop)
        with pytest.raises(ValueError, match="opinion"):
            approve("opinion", shop, user)
