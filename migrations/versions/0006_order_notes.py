"""Let members note things on an order.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

import storefront.database

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "order_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("at", storefront.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_note_order_id_orders")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_order_note_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_note")),
    )
    with op.batch_alter_table("order_note", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_order_note_order_id"), ["order_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("order_note", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_order_note_order_id"))
    op.drop_table("order_note")
