"""Hold showcases: days, programme, floor, booths, and the codes of their signs.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

import storefront.database

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("picture", schema=None) as batch_op:
        batch_op.alter_column("cooperative_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("organiser_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_picture_organiser_id_user"), "user", ["organiser_id"], ["id"]
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_picture_organiser_id_upload_key"), ["organiser_id", "upload_key"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_picture_one_owner"),
            "(cooperative_id IS NULL) = (organiser_id IS NOT NULL)",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_picture_goods_of_a_shop"),
            "product_id IS NULL OR cooperative_id IS NOT NULL",
        )

    op.create_table(
        "showcase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.Column("title_vi", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("theme_vi", sa.String(), nullable=False),
        sa.Column("theme_en", sa.String(), nullable=False),
        sa.Column("words_vi", sa.String(), nullable=False),
        sa.Column("words_en", sa.String(), nullable=False),
        sa.Column("place_vi", sa.String(), nullable=False),
        sa.Column("place_en", sa.String(), nullable=False),
        sa.Column("address_vi", sa.String(), nullable=False),
        sa.Column("address_en", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("grid_columns", sa.Integer(), nullable=False),
        sa.Column("grid_rows", sa.Integer(), nullable=False),
        sa.Column("shows_counts", sa.Boolean(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("copied_from_id", sa.Integer(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", storefront.database.UtcDateTime(), nullable=False),
        sa.Column("published_at", storefront.database.UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(state = 'draft') OR published_at IS NOT NULL",
            name=op.f("ck_showcase_published_known"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'published', 'archived')", name=op.f("ck_showcase_state_known")
        ),
        sa.CheckConstraint(
            "grid_columns BETWEEN 1 AND 40 AND grid_rows BETWEEN 1 AND 40",
            name=op.f("ck_showcase_grid_size"),
        ),
        sa.ForeignKeyConstraint(
            ["copied_from_id"], ["showcase.id"], name=op.f("fk_showcase_copied_from_id_showcase")
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["user.id"], name=op.f("fk_showcase_organiser_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["picture.id"], name=op.f("fk_showcase_picture_id_picture")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_showcase")),
        sa.UniqueConstraint("slug", name=op.f("uq_showcase_slug")),
    )
    with op.batch_alter_table("showcase", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_showcase_organiser_id"), ["organiser_id"], unique=False
        )

    op.create_table(
        "booth",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("showcase_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("cooperative_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("words_vi", sa.String(), nullable=False),
        sa.Column("words_en", sa.String(), nullable=False),
        sa.Column("floor_column", sa.Integer(), nullable=True),
        sa.Column("floor_row", sa.Integer(), nullable=True),
        sa.Column("floor_width", sa.Integer(), nullable=False),
        sa.Column("floor_height", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("invited_at", storefront.database.UtcDateTime(), nullable=True),
        sa.Column("answered_at", storefront.database.UtcDateTime(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(state = 'free') = (cooperative_id IS NULL)", name=op.f("ck_booth_held_by_somebody")
        ),
        sa.CheckConstraint(
            "state IN ('free', 'invited', 'accepted', 'declined', 'left')",
            name=op.f("ck_booth_state_known"),
        ),
        sa.CheckConstraint(
            "(floor_column IS NULL) = (floor_row IS NULL)",
            name=op.f("ck_booth_on_the_floor_or_not"),
        ),
        sa.CheckConstraint(
            "floor_width > 0 AND floor_height > 0", name=op.f("ck_booth_size_positive")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_booth_cooperative_id_cooperative")
        ),
        sa.ForeignKeyConstraint(
            ["showcase_id"], ["showcase.id"], name=op.f("fk_booth_showcase_id_showcase")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booth")),
        sa.UniqueConstraint("showcase_id", "slug", name=op.f("uq_booth_showcase_id_slug")),
    )
    with op.batch_alter_table("booth", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_booth_cooperative_id"), ["cooperative_id"], unique=False
        )
        batch_op.create_index(
            "uq_booth_one_of_a_maker",
            ["showcase_id", "cooperative_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('invited', 'accepted')"),
            postgresql_where=sa.text("state IN ('invited', 'accepted')"),
        )

    op.create_table(
        "floor_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("showcase_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("floor_column", sa.Integer(), nullable=False),
        sa.Column("floor_row", sa.Integer(), nullable=False),
        sa.Column("floor_width", sa.Integer(), nullable=False),
        sa.Column("floor_height", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('stage', 'entrance', 'exit', 'information', 'food', 'toilets', 'wall')",
            name=op.f("ck_floor_mark_kind_known"),
        ),
        sa.CheckConstraint(
            "floor_width > 0 AND floor_height > 0", name=op.f("ck_floor_mark_size_positive")
        ),
        sa.ForeignKeyConstraint(
            ["showcase_id"], ["showcase.id"], name=op.f("fk_floor_mark_showcase_id_showcase")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_mark")),
    )
    with op.batch_alter_table("floor_mark", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_floor_mark_showcase_id"), ["showcase_id"], unique=False
        )

    op.create_table(
        "programme_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("showcase_id", sa.Integer(), nullable=False),
        sa.Column("title_vi", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("words_vi", sa.String(), nullable=False),
        sa.Column("words_en", sa.String(), nullable=False),
        sa.Column("speakers_vi", sa.String(), nullable=False),
        sa.Column("speakers_en", sa.String(), nullable=False),
        sa.Column("hall_vi", sa.String(), nullable=False),
        sa.Column("hall_en", sa.String(), nullable=False),
        sa.Column("starts_at", storefront.database.UtcDateTime(), nullable=False),
        sa.Column("ends_at", storefront.database.UtcDateTime(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_programme_session_times_in_order")),
        sa.ForeignKeyConstraint(
            ["showcase_id"], ["showcase.id"], name=op.f("fk_programme_session_showcase_id_showcase")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_session")),
    )
    with op.batch_alter_table("programme_session", schema=None) as batch_op:
        batch_op.create_index(
            "ix_programme_session_times", ["showcase_id", "starts_at"], unique=False
        )

    op.create_table(
        "showcase_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("showcase_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens_at", storefront.database.UtcDateTime(), nullable=False),
        sa.Column("closes_at", storefront.database.UtcDateTime(), nullable=False),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_showcase_day_hours_in_order")),
        sa.ForeignKeyConstraint(
            ["showcase_id"], ["showcase.id"], name=op.f("fk_showcase_day_showcase_id_showcase")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_showcase_day")),
        sa.UniqueConstraint("showcase_id", "day", name=op.f("uq_showcase_day_showcase_id_day")),
    )
    op.create_table(
        "showcase_partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("showcase_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name_vi", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('organiser', 'partner')", name=op.f("ck_showcase_partner_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["showcase_id"], ["showcase.id"], name=op.f("fk_showcase_partner_showcase_id_showcase")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_showcase_partner")),
    )
    with op.batch_alter_table("showcase_partner", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_showcase_partner_showcase_id"), ["showcase_id"], unique=False
        )

    op.create_table(
        "booth_product",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booth_id"], ["booth.id"], name=op.f("fk_booth_product_booth_id_booth")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_booth_product_product_id_product")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booth_product")),
        sa.UniqueConstraint(
            "booth_id", "product_id", name=op.f("uq_booth_product_booth_id_product_id")
        ),
    )
    with op.batch_alter_table("booth_product", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_booth_product_product_id"), ["product_id"], unique=False
        )

    op.create_table(
        "sign_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("showcase_id", sa.Integer(), nullable=False),
        sa.Column("booth_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("sign", sa.String(), nullable=False),
        sa.Column("made_at", storefront.database.UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "sign IN ('page', 'poster', 'booth_card', 'table_tent', 'price_tag', 'screen', 'receipt')",
            name=op.f("ck_sign_code_sign_known"),
        ),
        sa.CheckConstraint(
            "product_id IS NULL OR booth_id IS NOT NULL", name=op.f("ck_sign_code_goods_at_a_booth")
        ),
        sa.ForeignKeyConstraint(
            ["booth_id"], ["booth.id"], name=op.f("fk_sign_code_booth_id_booth")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_sign_code_product_id_product")
        ),
        sa.ForeignKeyConstraint(
            ["showcase_id"], ["showcase.id"], name=op.f("fk_sign_code_showcase_id_showcase")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_code")),
        sa.UniqueConstraint("code", name=op.f("uq_sign_code_code")),
    )
    with op.batch_alter_table("sign_code", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sign_code_thing", ["showcase_id", "booth_id", "product_id", "sign"], unique=False
        )


def downgrade() -> None:
    """Take the change back."""

    with op.batch_alter_table("sign_code", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_code_thing")

    op.drop_table("sign_code")
    with op.batch_alter_table("booth_product", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_booth_product_product_id"))

    op.drop_table("booth_product")
    with op.batch_alter_table("showcase_partner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_showcase_partner_showcase_id"))

    op.drop_table("showcase_partner")
    op.drop_table("showcase_day")
    with op.batch_alter_table("programme_session", schema=None) as batch_op:
        batch_op.drop_index("ix_programme_session_times")

    op.drop_table("programme_session")
    with op.batch_alter_table("floor_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_floor_mark_showcase_id"))

    op.drop_table("floor_mark")
    with op.batch_alter_table("booth", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_booth_one_of_a_maker",
            sqlite_where=sa.text("state IN ('invited', 'accepted')"),
            postgresql_where=sa.text("state IN ('invited', 'accepted')"),
        )
        batch_op.drop_index(batch_op.f("ix_booth_cooperative_id"))

    op.drop_table("booth")
    with op.batch_alter_table("showcase", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_showcase_organiser_id"))

    op.drop_table("showcase")

    # What belongs to no shop has no place in the tables before.
    op.execute(sa.text("DELETE FROM picture WHERE cooperative_id IS NULL"))
    with op.batch_alter_table("picture", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_picture_goods_of_a_shop"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_picture_one_owner"), type_="check")
        batch_op.drop_constraint(batch_op.f("uq_picture_organiser_id_upload_key"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_picture_organiser_id_user"), type_="foreignkey")
        batch_op.drop_column("organiser_id")
        batch_op.alter_column("cooperative_id", existing_type=sa.Integer(), nullable=False)
