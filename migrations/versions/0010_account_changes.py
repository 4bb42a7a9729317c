"""Hold asked-for changes of bank accounts, and where and how a maker does not sell.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

import storefront.database

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

IS_OPEN = sa.text("state IN ('asked', 'approved')")


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "account_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("bank_bin", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", storefront.database.UtcDateTime(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", storefront.database.UtcDateTime(), nullable=True),
        sa.Column("effective_at", storefront.database.UtcDateTime(), nullable=True),
        sa.Column("ended_at", storefront.database.UtcDateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'approved', 'stopped', 'done', 'refused')",
            name=op.f("ck_account_change_state_known"),
        ),
        sa.CheckConstraint(
            "(state NOT IN ('approved', 'done') OR approved_at IS NOT NULL)"
            " AND (approved_at IS NULL) = (effective_at IS NULL)",
            name=op.f("ck_account_change_approved_before_done"),
        ),
        sa.CheckConstraint(
            "approved_by_id <> asked_by_id", name=op.f("ck_account_change_two_people")
        ),
        sa.CheckConstraint(
            "(state IN ('stopped', 'done', 'refused')) = (ended_at IS NOT NULL)",
            name=op.f("ck_account_change_end_known"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_account_change_{column}_{table}")
            )
            for column, table in (
                ("cooperative_id", "cooperative"),
                ("asked_by_id", "user"),
                ("approved_by_id", "user"),
                ("ended_by_id", "user"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_change")),
    )
    op.create_index(
        "uq_account_change_open",
        "account_change",
        ["cooperative_id"],
        unique=True,
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )
    op.create_index("ix_account_change_shop", "account_change", ["cooperative_id", "id"])
    op.create_index("ix_account_change_due", "account_change", ["state", "effective_at"])
    with op.batch_alter_table("delivery_terms") as batch_op:
        batch_op.add_column(sa.Column("unserved", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("cash_ceiling_vnd", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_delivery_terms_cash_ceiling_positive"), "cash_ceiling_vnd > 0"
        )
    with op.batch_alter_table("user") as batch_op:
        batch_op.add_column(sa.Column("invited_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_user_invited_by_id_user"), "user", ["invited_by_id"], ["id"]
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("user") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_user_invited_by_id_user"), type_="foreignkey")
        batch_op.drop_column("invited_by_id")
    with op.batch_alter_table("delivery_terms") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("ck_delivery_terms_cash_ceiling_positive"), type_="check"
        )
        batch_op.drop_column("cash_ceiling_vnd")
        batch_op.drop_column("unserved")
    op.drop_table("account_change")
