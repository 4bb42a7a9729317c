"""Hold event prices and vouchers, who used them, and where buyers came from.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

import storefront.database

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT = storefront.database.UtcDateTime()
IN_ORDER = "starts_at IS NULL OR ends_at IS NULL OR starts_at < ends_at"
TOTAL, TOTAL_BEFORE = (
    "total_vnd = goods_vnd - discount_vnd + delivery_vnd",
    "total_vnd = goods_vnd + delivery_vnd",
)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "event_price",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.Column("variant_id", sa.Integer(), nullable=False),
        sa.Column("price_vnd", sa.Integer(), nullable=False),
        sa.Column("quantity_limit", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=True),
        sa.Column("ends_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("price_vnd > 0", name=op.f("ck_event_price_price_positive")),
        sa.CheckConstraint("used >= 0", name=op.f("ck_event_price_used_not_negative")),
        sa.CheckConstraint(
            "quantity_limit IS NULL OR used <= quantity_limit",
            name=op.f("ck_event_price_within_limit"),
        ),
        sa.CheckConstraint(IN_ORDER, name=op.f("ck_event_price_times_in_order")),
        sa.ForeignKeyConstraint(
            ["booth_id"], ["booth.id"], name=op.f("fk_event_price_booth_id_booth")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variant.id"], name=op.f("fk_event_price_variant_id_variant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_price")),
        sa.UniqueConstraint(
            "booth_id", "variant_id", name=op.f("uq_event_price_booth_id_variant_id")
        ),
    )
    op.create_index(op.f("ix_event_price_variant_id"), "event_price", ["variant_id"])
    op.create_table(
        "event_price_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_price_id", sa.Integer(), nullable=False),
        sa.Column("line_item_id", sa.Integer(), nullable=True),
        sa.Column("sale_key", sa.String(), nullable=True),
        sa.Column("packs", sa.Integer(), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("given_back_at", MOMENT, nullable=True),
        sa.CheckConstraint("packs > 0", name=op.f("ck_event_price_use_packs_positive")),
        sa.CheckConstraint(
            "(line_item_id IS NULL) <> (sale_key IS NULL)",
            name=op.f("ck_event_price_use_one_taker"),
        ),
        sa.ForeignKeyConstraint(
            ["event_price_id"],
            ["event_price.id"],
            name=op.f("fk_event_price_use_event_price_id_event_price"),
        ),
        sa.ForeignKeyConstraint(
            ["line_item_id"],
            ["line_item.id"],
            name=op.f("fk_event_price_use_line_item_id_line_item"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_price_use")),
        sa.UniqueConstraint("line_item_id", name=op.f("uq_event_price_use_line_item_id")),
        sa.UniqueConstraint("sale_key", name=op.f("uq_event_price_use_sale_key")),
    )
    op.create_index(
        op.f("ix_event_price_use_event_price_id"), "event_price_use", ["event_price_id"]
    )
    op.create_table(
        "voucher",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("min_goods_vnd", sa.Integer(), nullable=False),
        sa.Column("use_limit", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=True),
        sa.Column("ends_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('amount', 'percent')", name=op.f("ck_voucher_kind_known")),
        sa.CheckConstraint(
            "value > 0 AND (kind = 'amount' OR value < 100)", name=op.f("ck_voucher_value_sensible")
        ),
        sa.CheckConstraint("min_goods_vnd >= 0", name=op.f("ck_voucher_minimum_not_negative")),
        sa.CheckConstraint("used >= 0", name=op.f("ck_voucher_used_not_negative")),
        sa.CheckConstraint(
            "use_limit IS NULL OR used <= use_limit", name=op.f("ck_voucher_within_limit")
        ),
        sa.CheckConstraint(IN_ORDER, name=op.f("ck_voucher_times_in_order")),
        sa.ForeignKeyConstraint(["booth_id"], ["booth.id"], name=op.f("fk_voucher_booth_id_booth")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher")),
        sa.UniqueConstraint("booth_id", "key", name=op.f("uq_voucher_booth_id_key")),
    )
    op.create_index(op.f("ix_voucher_key"), "voucher", ["key"])
    op.create_table(
        "voucher_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("voucher_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("given_back_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_voucher_use_order_id_orders")
        ),
        sa.ForeignKeyConstraint(
            ["voucher_id"], ["voucher.id"], name=op.f("fk_voucher_use_voucher_id_voucher")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_use")),
        sa.UniqueConstraint("order_id", name=op.f("uq_voucher_use_order_id")),
    )
    op.create_index(op.f("ix_voucher_use_voucher_id"), "voucher_use", ["voucher_id"])
    with op.batch_alter_table("cart_item") as batch:
        batch.add_column(sa.Column("source", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("cart_choice") as batch:
        batch.add_column(sa.Column("voucher_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_cart_choice_voucher_id_voucher"), "voucher", ["voucher_id"], ["id"]
        )
    with op.batch_alter_table("orders") as batch:
        batch.add_column(
            sa.Column("discount_vnd", sa.Integer(), nullable=False, server_default="0")
        )
        batch.add_column(sa.Column("voucher_code", sa.String(), nullable=False, server_default=""))
        batch.drop_constraint(op.f("ck_orders_total_adds_up"), type_="check")
        batch.create_check_constraint(op.f("ck_orders_total_adds_up"), TOTAL)
        batch.create_check_constraint(
            op.f("ck_orders_discount_within_goods"),
            "discount_vnd >= 0 AND discount_vnd <= goods_vnd",
        )
    with op.batch_alter_table("line_item") as batch:
        batch.add_column(sa.Column("source", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("regular_price_vnd", sa.Integer(), nullable=True))
        batch.add_column(
            sa.Column("discount_vnd", sa.Integer(), nullable=False, server_default="0")
        )
        batch.create_check_constraint(
            op.f("ck_line_item_event_price_lower"),
            "regular_price_vnd IS NULL OR unit_price_vnd < regular_price_vnd",
        )
        batch.create_check_constraint(
            op.f("ck_line_item_discount_within_line"),
            "discount_vnd >= 0 AND discount_vnd <= line_vnd",
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("line_item") as batch:
        batch.drop_constraint(op.f("ck_line_item_discount_within_line"), type_="check")
        batch.drop_constraint(op.f("ck_line_item_event_price_lower"), type_="check")
        for name in ("discount_vnd", "regular_price_vnd", "source"):
            batch.drop_column(name)
    with op.batch_alter_table("orders") as batch:
        batch.drop_constraint(op.f("ck_orders_discount_within_goods"), type_="check")
        batch.drop_constraint(op.f("ck_orders_total_adds_up"), type_="check")
    # What a voucher took off has no place any more: the goods are told for what they cost with it.
    op.execute("UPDATE orders SET goods_vnd = goods_vnd - discount_vnd WHERE discount_vnd > 0")
    with op.batch_alter_table("orders") as batch:
        batch.create_check_constraint(op.f("ck_orders_total_adds_up"), TOTAL_BEFORE)
        for name in ("voucher_code", "discount_vnd"):
            batch.drop_column(name)
    with op.batch_alter_table("cart_choice") as batch:
        batch.drop_constraint(op.f("fk_cart_choice_voucher_id_voucher"), type_="foreignkey")
        batch.drop_column("voucher_id")
    with op.batch_alter_table("cart_item") as batch:
        batch.drop_column("source")
    for name in ("voucher_use", "voucher", "event_price_use", "event_price"):
        op.drop_table(name)
