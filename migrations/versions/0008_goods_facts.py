"""Hold what the law wants said of goods.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FACTS = [f"{name}_{language}" for name in ("use_by", "ingredients", "storage", "origin") for language in ("vi", "en")]
VALIDITY = ["product_id", "expires_on", "issued_on", "is_sample", "stars"]


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("product") as batch:
        for name in FACTS:
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("draft_key", sa.String(), nullable=True))
        batch.create_index("ix_product_draft_key", ["draft_key"], unique=True)
    with op.batch_alter_table("certificate") as batch:
        batch.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("scan_key", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("scan_type", sa.String(), nullable=False, server_default=""))
        batch.drop_index("ix_certificate_validity")
        batch.create_index("ix_certificate_validity", [*VALIDITY[:3], "ended_on", *VALIDITY[3:]])


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("certificate") as batch:
        batch.drop_index("ix_certificate_validity")
        batch.create_index("ix_certificate_validity", VALIDITY)
        for name in ("scan_type", "scan_key", "ended_on"):
            batch.drop_column(name)
    with op.batch_alter_table("product") as batch:
        batch.drop_index("ix_product_draft_key")
        for name in ("draft_key", "revision", *FACTS):
            batch.drop_column(name)
