"""Let a voucher be its maker's: whoever takes a booth over begins without any.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# Whoever sold with it gave it; where nobody has yet, whoever holds the booth.
MAKERS = """
UPDATE voucher SET cooperative_id = COALESCE(
    (SELECT MIN(orders.cooperative_id) FROM voucher_use
     JOIN orders ON orders.id = voucher_use.order_id
     WHERE voucher_use.voucher_id = voucher.id),
    (SELECT booth.cooperative_id FROM booth WHERE booth.id = voucher.booth_id)
)
"""
OF_NOBODY = "SELECT id FROM voucher WHERE cooperative_id IS NULL"


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("voucher") as batch:
        batch.add_column(sa.Column("cooperative_id", sa.Integer(), nullable=True))
    op.execute(MAKERS)
    # At a booth that was taken back, and never used: nobody can say any more who gave it.
    op.execute(f"UPDATE cart_choice SET voucher_id = NULL WHERE voucher_id IN ({OF_NOBODY})")
    op.execute("DELETE FROM voucher WHERE cooperative_id IS NULL")
    with op.batch_alter_table("voucher") as batch:
        batch.alter_column("cooperative_id", existing_type=sa.Integer(), nullable=False)
        batch.create_foreign_key(
            op.f("fk_voucher_cooperative_id_cooperative"), "cooperative", ["cooperative_id"], ["id"]
        )
        batch.drop_constraint(op.f("uq_voucher_booth_id_key"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_voucher_booth_id_cooperative_id_key"), ["booth_id", "cooperative_id", "key"]
        )
        batch.create_index(op.f("ix_voucher_cooperative_id"), ["cooperative_id"])


def downgrade() -> None:
    """Take the change back."""
    # Of two makers who gave the same word at one booth, only one can have had it before.
    op.execute(
        "UPDATE voucher SET key = key || '-' || id WHERE EXISTS (SELECT 1 FROM voucher AS first"
        " WHERE first.booth_id = voucher.booth_id AND first.key = voucher.key"
        " AND first.id > voucher.id)"
    )
    with op.batch_alter_table("voucher") as batch:
        batch.drop_index(op.f("ix_voucher_cooperative_id"))
        batch.drop_constraint(op.f("uq_voucher_booth_id_cooperative_id_key"), type_="unique")
        batch.create_unique_constraint(op.f("uq_voucher_booth_id_key"), ["booth_id", "key"])
        batch.drop_constraint(op.f("fk_voucher_cooperative_id_cooperative"), type_="foreignkey")
        batch.drop_column("cooperative_id")
