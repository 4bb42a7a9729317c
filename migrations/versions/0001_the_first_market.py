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
    op.create_table('cart',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_key', sa.String(), nullable=False),
    sa.Column('idempotency_key', sa.String(), nullable=False),
    sa.Column('full_name', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('province_code', sa.String(), nullable=False),
    sa.Column('commune_code', sa.String(), nullable=False),
    sa.Column('street', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('payment_method', sa.String(), nullable=False),
    sa.Column('updated_at', storefront.database.UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cart')),
    sa.UniqueConstraint('session_key', name=op.f('uq_cart_session_key'))
    )
    with op.batch_alter_table('cart', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cart_updated_at'), ['updated_at'], unique=False)

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
    op.create_table('purchase',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(), nullable=False),
    sa.Column('session_key', sa.String(), nullable=False),
    sa.Column('idempotency_key', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('full_name', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('province_code', sa.String(), nullable=False),
    sa.Column('province_name', sa.String(), nullable=False),
    sa.Column('commune_code', sa.String(), nullable=False),
    sa.Column('commune_name', sa.String(), nullable=False),
    sa.Column('places_version', sa.String(), nullable=False),
    sa.Column('street', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('total_vnd', sa.Integer(), nullable=False),
    sa.Column('terms_version', sa.String(), nullable=False),
    sa.Column('marketing_consent', sa.Boolean(), nullable=False),
    sa.Column('declared_adult', sa.Boolean(), nullable=False),
    sa.Column('placed_at', storefront.database.UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_purchase')),
    sa.UniqueConstraint('session_key', 'idempotency_key', name=op.f('uq_purchase_session_key_idempotency_key')),
    sa.UniqueConstraint('token', name=op.f('uq_purchase_token'))
    )
    op.create_table('search_document',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('names_marked', sa.String(), nullable=False),
    sa.Column('names_folded', sa.String(), nullable=False),
    sa.Column('context_marked', sa.String(), nullable=False),
    sa.Column('context_folded', sa.String(), nullable=False),
    sa.CheckConstraint("kind IN ('product', 'cooperative', 'district')", name=op.f('ck_search_document_kind_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_document')),
    sa.UniqueConstraint('kind', 'owner_id', name=op.f('uq_search_document_kind_owner_id'))
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

    op.create_table('bank_account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cooperative_id', sa.Integer(), nullable=False),
    sa.Column('bank_bin', sa.String(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('holder', sa.String(), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.Column('imported', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['cooperative_id'], ['cooperative.id'], name=op.f('fk_bank_account_cooperative_id_cooperative')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bank_account')),
    sa.UniqueConstraint('cooperative_id', name=op.f('uq_bank_account_cooperative_id'))
    )
    with op.batch_alter_table('bank_account', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bank_account_number'), ['number'], unique=False)

    op.create_table('cart_choice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cart_id', sa.Integer(), nullable=False),
    sa.Column('cooperative_id', sa.Integer(), nullable=False),
    sa.Column('payment_method', sa.String(), nullable=False),
    sa.Column('pickup', sa.Boolean(), nullable=False),
    sa.Column('left_in_cart', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['cart_id'], ['cart.id'], name=op.f('fk_cart_choice_cart_id_cart'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['cooperative_id'], ['cooperative.id'], name=op.f('fk_cart_choice_cooperative_id_cooperative')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cart_choice')),
    sa.UniqueConstraint('cart_id', 'cooperative_id', name=op.f('uq_cart_choice_cart_id_cooperative_id'))
    )
    with op.batch_alter_table('cart_choice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cart_choice_cart_id'), ['cart_id'], unique=False)

    op.create_table('delivery_terms',
    sa.Column('cooperative_id', sa.Integer(), nullable=False),
    sa.Column('district_fee_vnd', sa.Integer(), nullable=True),
    sa.Column('province_fee_vnd', sa.Integer(), nullable=True),
    sa.Column('elsewhere_fee_vnd', sa.Integer(), nullable=True),
    sa.Column('included_weight_g', sa.Integer(), nullable=False),
    sa.Column('extra_kg_vnd', sa.Integer(), nullable=False),
    sa.Column('free_from_vnd', sa.Integer(), nullable=True),
    sa.Column('offers_pickup', sa.Boolean(), nullable=False),
    sa.Column('pickup_vi', sa.String(), nullable=False),
    sa.Column('pickup_en', sa.String(), nullable=False),
    sa.Column('days_min', sa.Integer(), nullable=False),
    sa.Column('days_max', sa.Integer(), nullable=False),
    sa.Column('hold_hours', sa.Integer(), nullable=False),
    sa.Column('confirm_hours', sa.Integer(), nullable=False),
    sa.Column('accepts_cod', sa.Boolean(), nullable=False),
    sa.Column('accepts_transfer', sa.Boolean(), nullable=False),
    sa.Column('inspection_vi', sa.String(), nullable=False),
    sa.Column('inspection_en', sa.String(), nullable=False),
    sa.Column('returns_vi', sa.String(), nullable=False),
    sa.Column('returns_en', sa.String(), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.Column('imported', sa.JSON(), nullable=False),
    sa.CheckConstraint('accepts_cod OR accepts_transfer', name=op.f('ck_delivery_terms_some_payment')),
    sa.CheckConstraint('hold_hours > 0 AND confirm_hours > 0', name=op.f('ck_delivery_terms_hours_positive')),
    sa.ForeignKeyConstraint(['cooperative_id'], ['cooperative.id'], name=op.f('fk_delivery_terms_cooperative_id_cooperative')),
    sa.PrimaryKeyConstraint('cooperative_id', name=op.f('pk_delivery_terms'))
    )
    op.create_table('orders',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('purchase_id', sa.Integer(), nullable=False),
    sa.Column('cooperative_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('payment_status', sa.String(), nullable=False),
    sa.Column('fulfilment_status', sa.String(), nullable=False),
    sa.Column('payment_method', sa.String(), nullable=False),
    sa.Column('zone', sa.String(), nullable=False),
    sa.Column('is_pickup', sa.Boolean(), nullable=False),
    sa.Column('goods_vnd', sa.Integer(), nullable=False),
    sa.Column('delivery_vnd', sa.Integer(), nullable=False),
    sa.Column('total_vnd', sa.Integer(), nullable=False),
    sa.Column('hold_until', storefront.database.UtcDateTime(), nullable=True),
    sa.Column('confirm_until', storefront.database.UtcDateTime(), nullable=True),
    sa.Column('days_min', sa.Integer(), nullable=False),
    sa.Column('days_max', sa.Integer(), nullable=False),
    sa.Column('seller_name_vi', sa.String(), nullable=False),
    sa.Column('seller_name_en', sa.String(), nullable=False),
    sa.Column('seller_phone', sa.String(), nullable=False),
    sa.Column('seller_legal_name', sa.String(), nullable=False),
    sa.Column('seller_address', sa.String(), nullable=False),
    sa.Column('seller_business_number', sa.String(), nullable=False),
    sa.Column('seller_is_sample', sa.Boolean(), nullable=False),
    sa.Column('pickup_vi', sa.String(), nullable=False),
    sa.Column('pickup_en', sa.String(), nullable=False),
    sa.Column('inspection_vi', sa.String(), nullable=False),
    sa.Column('inspection_en', sa.String(), nullable=False),
    sa.Column('returns_vi', sa.String(), nullable=False),
    sa.Column('returns_en', sa.String(), nullable=False),
    sa.Column('bank_bin', sa.String(), nullable=False),
    sa.Column('account_number', sa.String(), nullable=False),
    sa.Column('account_holder', sa.String(), nullable=False),
    sa.Column('account_is_sample', sa.Boolean(), nullable=False),
    sa.Column('placed_at', storefront.database.UtcDateTime(), nullable=False),
    sa.CheckConstraint("fulfilment_status IN ('pending', 'packed', 'handed_over', 'delivered', 'returned')", name=op.f('ck_orders_fulfilment_known')),
    sa.CheckConstraint("payment_method IN ('cod', 'bank_transfer')", name=op.f('ck_orders_method_known')),
    sa.CheckConstraint("payment_status IN ('awaiting', 'part_paid', 'paid', 'refunded')", name=op.f('ck_orders_payment_known')),
    sa.CheckConstraint("status IN ('placed', 'confirmed', 'completed', 'cancelled', 'expired')", name=op.f('ck_orders_status_known')),
    sa.CheckConstraint('delivery_vnd >= 0', name=op.f('ck_orders_delivery_not_negative')),
    sa.CheckConstraint('total_vnd = goods_vnd + delivery_vnd', name=op.f('ck_orders_total_adds_up')),
    sa.ForeignKeyConstraint(['cooperative_id'], ['cooperative.id'], name=op.f('fk_orders_cooperative_id_cooperative')),
    sa.ForeignKeyConstraint(['purchase_id'], ['purchase.id'], name=op.f('fk_orders_purchase_id_purchase')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_orders')),
    sa.UniqueConstraint('code', name=op.f('uq_orders_code'))
    )
    with op.batch_alter_table('orders', schema=None) as batch_op:
        batch_op.create_index('ix_order_confirm', ['status', 'confirm_until'], unique=False)
        batch_op.create_index('ix_order_hold', ['status', 'hold_until'], unique=False)
        batch_op.create_index('ix_order_inbox', ['cooperative_id', 'status', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_orders_purchase_id'), ['purchase_id'], unique=False)

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
        batch_op.create_index('ix_product_listing', ['status', 'cooperative_id', 'category_id', 'season_first', 'season_last', 'created_at'], unique=False)
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
    op.create_table('bank_transaction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('checksum', sa.String(), nullable=False),
    sa.Column('account_number', sa.String(), nullable=False),
    sa.Column('amount_vnd', sa.Integer(), nullable=False),
    sa.Column('booked_on', sa.Date(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('memo', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=True),
    sa.Column('imported_at', storefront.database.UtcDateTime(), nullable=False),
    sa.CheckConstraint("state IN ('unmatched', 'matched', 'duplicate', 'short', 'over', 'late', 'ignored')", name=op.f('ck_bank_transaction_state_known')),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_bank_transaction_order_id_orders')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bank_transaction')),
    sa.UniqueConstraint('checksum', name=op.f('uq_bank_transaction_checksum'))
    )
    with op.batch_alter_table('bank_transaction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bank_transaction_account_number'), ['account_number'], unique=False)
        batch_op.create_index(batch_op.f('ix_bank_transaction_order_id'), ['order_id'], unique=False)
        batch_op.create_index('ix_bank_transaction_state', ['state', 'id'], unique=False)

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
        batch_op.create_index('ix_certificate_validity', ['product_id', 'expires_on', 'issued_on', 'is_sample', 'stars'], unique=False)

    op.create_table('complaint',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=True),
    sa.Column('full_name', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('received_at', storefront.database.UtcDateTime(), nullable=False),
    sa.CheckConstraint("status IN ('received', 'answered', 'closed')", name=op.f('ck_complaint_status_known')),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_complaint_order_id_orders')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complaint')),
    sa.UniqueConstraint('number', name=op.f('uq_complaint_number'))
    )
    op.create_table('shipment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('carrier', sa.String(), nullable=False),
    sa.Column('tracking_number', sa.String(), nullable=False),
    sa.Column('handed_over_at', storefront.database.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_shipment_order_id_orders')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shipment'))
    )
    with op.batch_alter_table('shipment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shipment_order_id'), ['order_id'], unique=False)

    op.create_table('state_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('machine', sa.String(), nullable=False),
    sa.Column('from_status', sa.String(), nullable=False),
    sa.Column('to_status', sa.String(), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('changed_at', storefront.database.UtcDateTime(), nullable=False),
    sa.CheckConstraint("machine IN ('order', 'payment', 'fulfilment')", name=op.f('ck_state_change_machine_known')),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_state_change_order_id_orders')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_state_change'))
    )
    with op.batch_alter_table('state_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_state_change_order_id'), ['order_id'], unique=False)

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
        batch_op.create_index('ix_variant_offer', ['product_id', 'is_active', 'price_is_sample', 'price_vnd'], unique=False)

    op.create_table('cart_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cart_id', sa.Integer(), nullable=False),
    sa.Column('variant_id', sa.Integer(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('price_seen_vnd', sa.Integer(), nullable=False),
    sa.Column('added_at', storefront.database.UtcDateTime(), nullable=False),
    sa.CheckConstraint('quantity > 0', name=op.f('ck_cart_item_quantity_positive')),
    sa.ForeignKeyConstraint(['cart_id'], ['cart.id'], name=op.f('fk_cart_item_cart_id_cart'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['variant_id'], ['variant.id'], name=op.f('fk_cart_item_variant_id_variant')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cart_item')),
    sa.UniqueConstraint('cart_id', 'variant_id', name=op.f('uq_cart_item_cart_id_variant_id'))
    )
    with op.batch_alter_table('cart_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cart_item_cart_id'), ['cart_id'], unique=False)

    op.create_table('line_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('variant_id', sa.Integer(), nullable=False),
    sa.Column('product_slug', sa.String(), nullable=False),
    sa.Column('name_vi', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('label_vi', sa.String(), nullable=False),
    sa.Column('label_en', sa.String(), nullable=False),
    sa.Column('unit_price_vnd', sa.Integer(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('line_vnd', sa.Integer(), nullable=False),
    sa.Column('weight_g', sa.Integer(), nullable=False),
    sa.Column('is_alcohol', sa.Boolean(), nullable=False),
    sa.CheckConstraint('line_vnd = unit_price_vnd * quantity', name=op.f('ck_line_item_line_adds_up')),
    sa.CheckConstraint('quantity > 0', name=op.f('ck_line_item_quantity_positive')),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_line_item_order_id_orders')),
    sa.ForeignKeyConstraint(['variant_id'], ['variant.id'], name=op.f('fk_line_item_variant_id_variant')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_line_item'))
    )
    with op.batch_alter_table('line_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_line_item_order_id'), ['order_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_line_item_variant_id'), ['variant_id'], unique=False)

    op.create_table('payment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('amount_vnd', sa.Integer(), nullable=False),
    sa.Column('method', sa.String(), nullable=False),
    sa.Column('bank_transaction_id', sa.Integer(), nullable=True),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('received_at', storefront.database.UtcDateTime(), nullable=False),
    sa.CheckConstraint('amount_vnd <> 0', name=op.f('ck_payment_amount_not_zero')),
    sa.ForeignKeyConstraint(['bank_transaction_id'], ['bank_transaction.id'], name=op.f('fk_payment_bank_transaction_id_bank_transaction')),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_payment_order_id_orders')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment')),
    sa.UniqueConstraint('bank_transaction_id', name=op.f('uq_payment_bank_transaction_id'))
    )
    with op.batch_alter_table('payment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_payment_order_id'), ['order_id'], unique=False)

    op.create_table('stock_record',
    sa.Column('variant_id', sa.Integer(), nullable=False),
    sa.Column('on_hand', sa.Integer(), nullable=False),
    sa.Column('reserved', sa.Integer(), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.CheckConstraint('on_hand >= 0', name=op.f('ck_stock_record_on_hand_not_negative')),
    sa.CheckConstraint('reserved <= on_hand', name=op.f('ck_stock_record_reserved_on_hand')),
    sa.CheckConstraint('reserved >= 0', name=op.f('ck_stock_record_reserved_not_negative')),
    sa.ForeignKeyConstraint(['variant_id'], ['variant.id'], name=op.f('fk_stock_record_variant_id_variant')),
    sa.PrimaryKeyConstraint('variant_id', name=op.f('pk_stock_record'))
    )
    op.create_table('stock_reservation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('variant_id', sa.Integer(), nullable=False),
    sa.Column('line_item_id', sa.Integer(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('held_until', storefront.database.UtcDateTime(), nullable=True),
    sa.Column('created_at', storefront.database.UtcDateTime(), nullable=False),
    sa.CheckConstraint("status IN ('held', 'allocated', 'released', 'shipped')", name=op.f('ck_stock_reservation_status_known')),
    sa.CheckConstraint('quantity > 0', name=op.f('ck_stock_reservation_quantity_positive')),
    sa.ForeignKeyConstraint(['line_item_id'], ['line_item.id'], name=op.f('fk_stock_reservation_line_item_id_line_item')),
    sa.ForeignKeyConstraint(['variant_id'], ['variant.id'], name=op.f('fk_stock_reservation_variant_id_variant')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stock_reservation')),
    sa.UniqueConstraint('line_item_id', name=op.f('uq_stock_reservation_line_item_id'))
    )
    with op.batch_alter_table('stock_reservation', schema=None) as batch_op:
        batch_op.create_index('ix_stock_reservation_expiry', ['status', 'held_until'], unique=False)
        batch_op.create_index(batch_op.f('ix_stock_reservation_variant_id'), ['variant_id'], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table('stock_reservation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stock_reservation_variant_id'))
        batch_op.drop_index('ix_stock_reservation_expiry')

    op.drop_table('stock_reservation')
    op.drop_table('stock_record')
    with op.batch_alter_table('payment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_payment_order_id'))

    op.drop_table('payment')
    with op.batch_alter_table('line_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_line_item_variant_id'))
        batch_op.drop_index(batch_op.f('ix_line_item_order_id'))

    op.drop_table('line_item')
    with op.batch_alter_table('cart_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cart_item_cart_id'))

    op.drop_table('cart_item')
    with op.batch_alter_table('variant', schema=None) as batch_op:
        batch_op.drop_index('ix_variant_offer')

    op.drop_table('variant')
    with op.batch_alter_table('state_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_state_change_order_id'))

    op.drop_table('state_change')
    with op.batch_alter_table('shipment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_shipment_order_id'))

    op.drop_table('shipment')
    op.drop_table('complaint')
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.drop_index('ix_certificate_validity')

    op.drop_table('certificate')
    with op.batch_alter_table('bank_transaction', schema=None) as batch_op:
        batch_op.drop_index('ix_bank_transaction_state')
        batch_op.drop_index(batch_op.f('ix_bank_transaction_order_id'))
        batch_op.drop_index(batch_op.f('ix_bank_transaction_account_number'))

    op.drop_table('bank_transaction')
    op.drop_table('user')
    with op.batch_alter_table('product', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_product_sort_key_vi'))
        batch_op.drop_index(batch_op.f('ix_product_sort_key_en'))
        batch_op.drop_index('ix_product_listing')
        batch_op.drop_index(batch_op.f('ix_product_cooperative_id'))
        batch_op.drop_index(batch_op.f('ix_product_category_id'))

    op.drop_table('product')
    with op.batch_alter_table('orders', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_orders_purchase_id'))
        batch_op.drop_index('ix_order_inbox')
        batch_op.drop_index('ix_order_hold')
        batch_op.drop_index('ix_order_confirm')

    op.drop_table('orders')
    op.drop_table('delivery_terms')
    with op.batch_alter_table('cart_choice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cart_choice_cart_id'))

    op.drop_table('cart_choice')
    with op.batch_alter_table('bank_account', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bank_account_number'))

    op.drop_table('bank_account')
    with op.batch_alter_table('cooperative', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cooperative_sort_key'))
        batch_op.drop_index(batch_op.f('ix_cooperative_district_id'))

    op.drop_table('cooperative')
    with op.batch_alter_table('district_commune', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_district_commune_district_id'))

    op.drop_table('district_commune')
    op.drop_table('search_document')
    op.drop_table('purchase')
    op.drop_table('market')
    op.drop_table('district')
    op.drop_table('category')
    with op.batch_alter_table('cart', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cart_updated_at'))

    op.drop_table('cart')
