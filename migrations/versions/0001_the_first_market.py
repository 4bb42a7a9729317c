"""Create every table of the first market.

Revision ID: 0001
Revises: 
"""

import sqlalchemy as sa
from alembic import op

import storefront.database

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table('category',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('name_vi', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('imported', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_category')),
    sa.UniqueConstraint('slug', name=op.f('uq_category_slug'))
    )
    op.create_table('district',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('name_vi', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('intro_vi', sa.String(), nullable=False),
    sa.Column('intro_en', sa.String(), nullable=False),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('map_column', sa.Integer(), nullable=True),
    sa.Column('map_row', sa.Integer(), nullable=True),
    sa.Column('neighbours', sa.String(), nullable=False),
    sa.Column('sort_key', sa.String(), nullable=False),
    sa.Column('imported', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_district')),
    sa.UniqueConstraint('slug', name=op.f('uq_district_slug'))
    )
    op.create_table('market',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name_vi', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('region_vi', sa.String(), nullable=False),
    sa.Column('region_en', sa.String(), nullable=False),
    sa.Column('tagline_vi', sa.String(), nullable=False),
    sa.Column('tagline_en', sa.String(), nullable=False),
    sa.Column('province_code', sa.String(), nullable=False),
    sa.Column('operator_vi', sa.String(), nullable=False),
    sa.Column('operator_en', sa.String(), nullable=False),
    sa.Column('operator_address_vi', sa.String(), nullable=False),
    sa.Column('operator_address_en', sa.String(), nullable=False),
    sa.Column('representative', sa.String(), nullable=False),
    sa.Column('business_number', sa.String(), nullable=False),
    sa.Column('business_number_issued', sa.String(), nullable=False),
    sa.Column('support_phone', sa.String(), nullable=False),
    sa.Column('support_email', sa.String(), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.Column('imported', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_market'))
    )
    op.create_table('district_commune',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('district_id', sa.Integer(), nullable=False),
    sa.Column('province_code', sa.String(), nullable=False),
    sa.Column('name_vi', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('merged_from_vi', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['district_id'], ['district.id'], name=op.f('fk_district_commune_district_id_district')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_district_commune'))
    )
    with op.batch_alter_table('district_commune', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_district_commune_district_id'), ['district_id'], unique=False)

    op.create_table('cooperative',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('name_vi', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('district_id', sa.Integer(), nullable=False),
    sa.Column('maker_kind', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('old_commune_vi', sa.String(), nullable=False),
    sa.Column('commune_code', sa.String(), nullable=True),
    sa.Column('founded_year', sa.Integer(), nullable=True),
    sa.Column('members', sa.Integer(), nullable=True),
    sa.Column('food_safety', sa.Boolean(), nullable=False),
    sa.Column('summary_vi', sa.String(), nullable=False),
    sa.Column('summary_en', sa.String(), nullable=False),
    sa.Column('story_vi', sa.String(), nullable=False),
    sa.Column('story_en', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('phone_is_sample', sa.Boolean(), nullable=False),
    sa.Column('legal_name', sa.String(), nullable=False),
    sa.Column('legal_address', sa.String(), nullable=False),
    sa.Column('business_number', sa.String(), nullable=False),
    sa.Column('alcohol_licence', sa.String(), nullable=False),
    sa.Column('legal_is_sample', sa.Boolean(), nullable=False),
    sa.Column('sort_key', sa.String(), nullable=False),
    sa.Column('imported', sa.JSON(), nullable=False),
    sa.Column('created_at', storefront.database.UtcDateTime(), nullable=False),
    sa.CheckConstraint("maker_kind IN ('cooperative', 'company', 'household', 'workshop', 'group')", name=op.f('ck_cooperative_maker_kind_known')),
    sa.CheckConstraint("status IN ('open', 'closed')", name=op.f('ck_cooperative_status_known')),
    sa.ForeignKeyConstraint(['commune_code'], ['district_commune.code'], name=op.f('fk_cooperative_commune_code_district_commune')),
    sa.ForeignKeyConstraint(['district_id'], ['district.id'], name=op.f('fk_cooperative_district_id_district')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cooperative')),
    sa.UniqueConstraint('slug', name=op.f('uq_cooperative_slug'))
    )
    with op.batch_alter_table('cooperative', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cooperative_district_id'), ['district_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_cooperative_sort_key'), ['sort_key'], unique=False)

    op.create_table('product',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('name_vi', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('cooperative_id', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=False),
    sa.Column('description_vi', sa.String(), nullable=False),
    sa.Column('description_en', sa.String(), nullable=False),
    sa.Column('unit_vi', sa.String(), nullable=False),
    sa.Column('unit_en', sa.String(), nullable=False),
    sa.Column('net_weight', sa.String(), nullable=False),
    sa.Column('season_first', sa.Integer(), nullable=True),
    sa.Column('season_last', sa.Integer(), nullable=True),
    sa.Column('is_alcohol', sa.Boolean(), nullable=False),
    sa.Column('reach', sa.String(), nullable=False),
    sa.Column('ship_days', sa.String(), nullable=False),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('motif_secondary', sa.String(), nullable=False),
    sa.Column('last_stars', sa.Integer(), nullable=True),
    sa.Column('last_rated_year', sa.Integer(), nullable=True),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('sort_key_vi', sa.String(), nullable=False),
    sa.Column('sort_key_en', sa.String(), nullable=False),
    sa.Column('imported', sa.JSON(), nullable=False),
    sa.Column('created_at', storefront.database.UtcDateTime(), nullable=False),
    sa.Column('updated_at', storefront.database.UtcDateTime(), nullable=False),
    sa.CheckConstraint("reach IN ('district', 'province', 'elsewhere')", name=op.f('ck_product_reach_known')),
    sa.CheckConstraint("status IN ('published', 'hidden', 'archived')", name=op.f('ck_product_status_known')),
    sa.CheckConstraint('(season_first IS NULL) = (season_last IS NULL)', name=op.f('ck_product_season_both_or_none')),
    sa.CheckConstraint('season_first IS NULL OR (season_first BETWEEN 1 AND 12 AND season_last BETWEEN 1 AND 12)', name=op.f('ck_product_season_months')),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_product_category_id_category')),
    sa.ForeignKeyConstraint(['cooperative_id'], ['cooperative.id'], name=op.f('fk_product_cooperative_id_cooperative')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_product')),
    sa.UniqueConstraint('slug', name=op.f('uq_product_slug'))
    )
    with op.batch_alter_table('product', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_product_category_id'), ['category_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_product_cooperative_id'), ['cooperative_id'], unique=False)
        batch_op.create_index('ix_product_listing', ['status', 'category_id', 'cooperative_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_product_sort_key_en'), ['sort_key_en'], unique=False)
        batch_op.create_index(batch_op.f('ix_product_sort_key_vi'), ['sort_key_vi'], unique=False)

    op.create_table('user',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('identifier', sa.String(), nullable=False),
    sa.Column('password_hash', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('cooperative_id', sa.Integer(), nullable=True),
    sa.Column('session_key', sa.String(), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.Column('created_at', storefront.database.UtcDateTime(), nullable=False),
    sa.CheckConstraint("(role = 'cooperative') = (cooperative_id IS NOT NULL)", name=op.f('ck_user_cooperative_role')),
    sa.CheckConstraint("role IN ('operator', 'cooperative', 'organiser')", name=op.f('ck_user_role_known')),
    sa.ForeignKeyConstraint(['cooperative_id'], ['cooperative.id'], name=op.f('fk_user_cooperative_id_cooperative')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user')),
    sa.UniqueConstraint('identifier', name=op.f('uq_user_identifier')),
    sa.UniqueConstraint('session_key', name=op.f('uq_user_session_key'))
    )
    op.create_table('certificate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('product_id', sa.Integer(), nullable=False),
    sa.Column('stars', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('issuer_vi', sa.String(), nullable=False),
    sa.Column('issuer_en', sa.String(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.Column('expired_at', storefront.database.UtcDateTime(), nullable=True),
    sa.Column('imported', sa.JSON(), nullable=False),
    sa.CheckConstraint('issued_on < expires_on', name=op.f('ck_certificate_dates_in_order')),
    sa.CheckConstraint('stars BETWEEN 3 AND 5', name=op.f('ck_certificate_stars_certified')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_certificate_product_id_product')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate'))
    )
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.create_index('ix_certificate_validity', ['product_id', 'expires_on', 'stars'], unique=False)

    op.create_table('variant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('product_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('label_vi', sa.String(), nullable=False),
    sa.Column('label_en', sa.String(), nullable=False),
    sa.Column('weight_g', sa.Integer(), nullable=False),
    sa.Column('price_vnd', sa.Integer(), nullable=True),
    sa.Column('price_is_sample', sa.Boolean(), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('imported', sa.JSON(), nullable=False),
    sa.CheckConstraint('price_vnd IS NULL OR price_vnd > 0', name=op.f('ck_variant_price_positive')),
    sa.CheckConstraint('weight_g > 0', name=op.f('ck_variant_weight_positive')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_variant_product_id_product')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_variant'))
    )
    with op.batch_alter_table('variant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_variant_product_id'), ['product_id'], unique=False)



def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table('variant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_variant_product_id'))

    op.drop_table('variant')
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.drop_index('ix_certificate_validity')

    op.drop_table('certificate')
    op.drop_table('user')
    with op.batch_alter_table('product', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_product_sort_key_vi'))
        batch_op.drop_index(batch_op.f('ix_product_sort_key_en'))
        batch_op.drop_index('ix_product_listing')
        batch_op.drop_index(batch_op.f('ix_product_cooperative_id'))
        batch_op.drop_index(batch_op.f('ix_product_category_id'))

    op.drop_table('product')
    with op.batch_alter_table('cooperative', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cooperative_sort_key'))
        batch_op.drop_index(batch_op.f('ix_cooperative_district_id'))

    op.drop_table('cooperative')
    with op.batch_alter_table('district_commune', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_district_commune_district_id'))

    op.drop_table('district_commune')
    op.drop_table('market')
    op.drop_table('district')
    op.drop_table('category')
