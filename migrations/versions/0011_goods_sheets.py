"""Hold spreadsheets of goods between being sent in and being applied.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

import storefront.database

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "goods_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", storefront.database.UtcDateTime(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("applied_at", storefront.database.UtcDateTime(), nullable=True),
        sa.Column("applied_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'applied')", name=op.f("ck_goods_sheet_state_known")
        ),
        sa.CheckConstraint(
            "(state = 'applied') = (applied_at IS NOT NULL)", name=op.f("ck_goods_sheet_end_known")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_goods_sheet_{column}_{table}")
            )
            for column, table in (
                ("cooperative_id", "cooperative"),
                ("sent_by_id", "user"),
                ("applied_by_id", "user"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_sheet")),
    )
    op.create_index("ix_goods_sheet_shop", "goods_sheet", ["cooperative_id", "sent_at"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("goods_sheet")
