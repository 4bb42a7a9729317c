"""Hold uploaded pictures.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

import storefront.database

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("alt_vi", sa.String(), nullable=False),
        sa.Column("alt_en", sa.String(), nullable=False),
        sa.Column("focus_x", sa.Integer(), nullable=False),
        sa.Column("focus_y", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("upload_key", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", storefront.database.UtcDateTime(), nullable=False),
        sa.Column("created_at", storefront.database.UtcDateTime(), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('received', 'ready', 'refused', 'removed')",
            name=op.f("ck_picture_state_known"),
        ),
        sa.CheckConstraint(
            "focus_x BETWEEN 0 AND 100", name=op.f("ck_picture_focus_x_per_cent")
        ),
        sa.CheckConstraint(
            "focus_y BETWEEN 0 AND 100", name=op.f("ck_picture_focus_y_per_cent")
        ),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_picture_size_positive")),
        sa.ForeignKeyConstraint(
            ["cooperative_id"],
            ["cooperative.id"],
            name=op.f("fk_picture_cooperative_id_cooperative"),
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_picture_product_id_product")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["user.id"], name=op.f("fk_picture_uploaded_by_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
        sa.UniqueConstraint(
            "cooperative_id", "upload_key", name=op.f("uq_picture_cooperative_id_upload_key")
        ),
    )
    with op.batch_alter_table("picture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_picture_key"), ["key"], unique=False)
        batch_op.create_index(
            "ix_picture_shown", ["product_id", "state", "position"], unique=False
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("picture", schema=None) as batch_op:
        batch_op.drop_index("ix_picture_shown")
        batch_op.drop_index(batch_op.f("ix_picture_key"))
    op.drop_table("picture")
