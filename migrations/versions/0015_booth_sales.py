"""Hold what was sold at booths.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

import storefront.database

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "booth_sale",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=True),
        sa.Column("seller", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("total_vnd", sa.Integer(), nullable=False),
        sa.Column("sold_at", storefront.database.UtcDateTime(), nullable=False),
        sa.Column("received_at", storefront.database.UtcDateTime(), nullable=False),
        sa.Column("paid_at", storefront.database.UtcDateTime(), nullable=True),
        sa.Column("bank_transaction_id", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", storefront.database.UtcDateTime(), nullable=True),
        sa.Column("taken_back_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_back_reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_reason = '')",
            name=op.f("ck_booth_sale_taken_back_with_a_reason"),
        ),
        sa.CheckConstraint(
            "method IN ('cash', 'transfer')", name=op.f("ck_booth_sale_method_known")
        ),
        sa.CheckConstraint("total_vnd > 0", name=op.f("ck_booth_sale_total_positive")),
        sa.ForeignKeyConstraint(
            ["bank_transaction_id"],
            ["bank_transaction.id"],
            name=op.f("fk_booth_sale_bank_transaction_id_bank_transaction"),
        ),
        sa.ForeignKeyConstraint(
            ["booth_id"], ["booth.id"], name=op.f("fk_booth_sale_booth_id_booth")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"],
            ["cooperative.id"],
            name=op.f("fk_booth_sale_cooperative_id_cooperative"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["user.id"], name=op.f("fk_booth_sale_seller_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["taken_back_by_id"], ["user.id"], name=op.f("fk_booth_sale_taken_back_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booth_sale")),
        sa.UniqueConstraint("bank_transaction_id", name=op.f("uq_booth_sale_bank_transaction_id")),
        sa.UniqueConstraint("key", name=op.f("uq_booth_sale_key")),
    )
    op.create_index("ix_booth_sale_day", "booth_sale", ["booth_id", "sold_at"], unique=False)
    op.create_index("ix_booth_sale_reference", "booth_sale", ["reference"], unique=False)
    op.create_index(op.f("ix_booth_sale_seller_id"), "booth_sale", ["seller_id"], unique=False)
    op.create_index("ix_booth_sale_shop", "booth_sale", ["cooperative_id", "sold_at"], unique=False)
    op.create_table(
        "booth_sale_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sale_id", sa.Integer(), nullable=False),
        sa.Column("variant_id", sa.Integer(), nullable=False),
        sa.Column("name_vi", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("label_vi", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price_vnd", sa.Integer(), nullable=False),
        sa.Column("line_vnd", sa.Integer(), nullable=False),
        sa.Column("regular_price_vnd", sa.Integer(), nullable=False),
        sa.Column("shop_price_vnd", sa.Integer(), nullable=True),
        sa.Column("short_quantity", sa.Integer(), nullable=False),
        sa.Column("counted_at", storefront.database.UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "line_vnd = unit_price_vnd * quantity", name=op.f("ck_booth_sale_line_line_adds_up")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_booth_sale_line_quantity_positive")),
        sa.CheckConstraint(
            "short_quantity BETWEEN 0 AND quantity", name=op.f("ck_booth_sale_line_short_of_it")
        ),
        sa.CheckConstraint("unit_price_vnd > 0", name=op.f("ck_booth_sale_line_price_positive")),
        sa.ForeignKeyConstraint(
            ["sale_id"], ["booth_sale.id"], name=op.f("fk_booth_sale_line_sale_id_booth_sale")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variant.id"], name=op.f("fk_booth_sale_line_variant_id_variant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booth_sale_line")),
    )
    op.create_index(
        op.f("ix_booth_sale_line_sale_id"), "booth_sale_line", ["sale_id"], unique=False
    )
    op.create_index(
        op.f("ix_booth_sale_line_variant_id"), "booth_sale_line", ["variant_id"], unique=False
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("booth_sale_line")
    op.drop_table("booth_sale")
