"""Count the revisions of certificates; know which goods were ever on sale.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("certificate") as batch:
        batch.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("product") as batch:
        batch.add_column(
            sa.Column("was_published", sa.Boolean(), nullable=False, server_default=sa.true())
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("product") as batch:
        batch.drop_column("was_published")
    with op.batch_alter_table("certificate") as batch:
        batch.drop_column("revision")
