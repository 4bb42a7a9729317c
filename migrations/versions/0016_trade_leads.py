"""Hold trade leads, and meetings at booths.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

import storefront.database

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sent_key", sa.String(), nullable=False),
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("showcase_id", sa.Integer(), nullable=True),
        sa.Column("booth_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("firm", sa.String(), nullable=False),
        sa.Column("tax_code", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("wanted", sa.String(), nullable=False),
        sa.Column("monthly", sa.String(), nullable=False),
        sa.Column("begins", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("consent_version", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.Column("received_at", storefront.database.UtcDateTime(), nullable=False),
        sa.Column("touched_at", storefront.database.UtcDateTime(), nullable=False),
        sa.Column("closed_at", storefront.database.UtcDateTime(), nullable=True),
        sa.Column("forgotten_at", storefront.database.UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_lead_closed_known")
        ),
        sa.CheckConstraint(
            "state IN ('new', 'talked', 'sample', 'contract', 'closed')",
            name=op.f("ck_lead_state_known"),
        ),
        sa.CheckConstraint(
            "booth_id IS NULL OR showcase_id IS NOT NULL", name=op.f("ck_lead_booth_at_a_showcase")
        ),
        sa.ForeignKeyConstraint(["booth_id"], ["booth.id"], name=op.f("fk_lead_booth_id_booth")),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_lead_cooperative_id_cooperative")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_lead_product_id_product")
        ),
        sa.ForeignKeyConstraint(
            ["showcase_id"], ["showcase.id"], name=op.f("fk_lead_showcase_id_showcase")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
        sa.UniqueConstraint("sent_key", name=op.f("uq_lead_sent_key")),
    )
    op.create_index(op.f("ix_lead_booth_id"), "lead", ["booth_id"], unique=False)
    op.create_index("ix_lead_shop", "lead", ["cooperative_id", "state"], unique=False)
    op.create_index("ix_lead_showcase", "lead", ["showcase_id", "state"], unique=False)
    op.create_table(
        "lead_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("at", storefront.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_lead_note_lead_id_lead")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_lead_note_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_note")),
    )
    op.create_index(op.f("ix_lead_note_lead_id"), "lead_note", ["lead_id"], unique=False)
    op.create_table(
        "meeting_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", storefront.database.UtcDateTime(), nullable=False),
        sa.Column("ends_at", storefront.database.UtcDateTime(), nullable=False),
        sa.Column("removed_at", storefront.database.UtcDateTime(), nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_meeting_slot_times_in_order")),
        sa.ForeignKeyConstraint(
            ["booth_id"], ["booth.id"], name=op.f("fk_meeting_slot_booth_id_booth")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"],
            ["cooperative.id"],
            name=op.f("fk_meeting_slot_cooperative_id_cooperative"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_slot")),
    )
    op.create_index(
        op.f("ix_meeting_slot_cooperative_id"), "meeting_slot", ["cooperative_id"], unique=False
    )
    op.create_index(
        "uq_meeting_slot_start",
        "meeting_slot",
        ["booth_id", "cooperative_id", "starts_at"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "meeting_booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("booked_at", storefront.database.UtcDateTime(), nullable=False),
        sa.Column("cancelled_at", storefront.database.UtcDateTime(), nullable=True),
        sa.Column("cancelled_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by = '')"
            " AND cancelled_by IN ('', 'business', 'maker', 'organiser')",
            name=op.f("ck_meeting_booking_cancelled_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["lead.id"], name=op.f("fk_meeting_booking_lead_id_lead")
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["meeting_slot.id"], name=op.f("fk_meeting_booking_slot_id_meeting_slot")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_booking")),
        sa.UniqueConstraint("lead_id", name=op.f("uq_meeting_booking_lead_id")),
        sa.UniqueConstraint("secret", name=op.f("uq_meeting_booking_secret")),
    )
    op.create_index(
        op.f("ix_meeting_booking_slot_id"), "meeting_booking", ["slot_id"], unique=False
    )
    op.create_index(
        "uq_meeting_booking_open",
        "meeting_booking",
        ["slot_id"],
        unique=True,
        sqlite_where=sa.text("cancelled_at IS NULL"),
        postgresql_where=sa.text("cancelled_at IS NULL"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("meeting_booking")
    op.drop_table("meeting_slot")
    op.drop_table("lead_note")
    op.drop_table("lead")
