"""Count scans of signs and visits of showcases.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

import storefront.database

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "footfall",
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("hour", storefront.database.UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('visit', 'scan')", name=op.f("ck_footfall_kind_known")),
        sa.CheckConstraint("count > 0", name=op.f("ck_footfall_count_positive")),
        sa.ForeignKeyConstraint(
            ["code_id"], ["sign_code.id"], name=op.f("fk_footfall_code_id_sign_code")
        ),
        sa.PrimaryKeyConstraint("code_id", "hour", "kind", name=op.f("pk_footfall")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("footfall")
