"""Let members in: links that open the door, where each is signed in, and the outbox.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

import storefront.database

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

MEMBER_ROLE_KNOWN = (
    "(role = 'cooperative') = (member_role IS NOT NULL)"
    " AND coalesce(member_role, 'member') IN ('manager', 'member')"
)


def upgrade() -> None:
    """Apply the change."""
    op.create_table('outbox_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('recipient', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('created_at', storefront.database.UtcDateTime(), nullable=False),
    sa.Column('due_at', storefront.database.UtcDateTime(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('sent_at', storefront.database.UtcDateTime(), nullable=True),
    sa.Column('abandoned_at', storefront.database.UtcDateTime(), nullable=True),
    sa.Column('last_error', sa.String(), nullable=False),
    sa.CheckConstraint('attempts >= 0', name=op.f('ck_outbox_message_attempts_not_negative')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_message'))
    )
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_message_waiting', ['sent_at', 'abandoned_at', 'due_at'], unique=False)

    op.create_table('access_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('secret_hash', sa.String(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('cooperative_id', sa.Integer(), nullable=True),
    sa.Column('member_role', sa.String(), nullable=True),
    sa.Column('issued_by_id', sa.Integer(), nullable=True),
    sa.Column('issued_at', storefront.database.UtcDateTime(), nullable=False),
    sa.Column('expires_at', storefront.database.UtcDateTime(), nullable=False),
    sa.Column('ended_at', storefront.database.UtcDateTime(), nullable=True),
    sa.CheckConstraint("(kind = 'invitation') = (cooperative_id IS NOT NULL)", name=op.f('ck_access_link_invitation_has_shop')),
    sa.CheckConstraint("(kind = 'reset') = (user_id IS NOT NULL)", name=op.f('ck_access_link_reset_has_account')),
    sa.CheckConstraint("kind IN ('invitation', 'reset')", name=op.f('ck_access_link_kind_known')),
    sa.ForeignKeyConstraint(['cooperative_id'], ['cooperative.id'], name=op.f('fk_access_link_cooperative_id_cooperative')),
    sa.ForeignKeyConstraint(['issued_by_id'], ['user.id'], name=op.f('fk_access_link_issued_by_id_user')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_access_link_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_access_link')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_access_link_secret_hash'))
    )
    with op.batch_alter_table('access_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_access_link_cooperative_id'), ['cooperative_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_access_link_user_id'), ['user_id'], unique=False)

    op.create_table('sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('device', sa.String(), nullable=False),
    sa.Column('created_at', storefront.database.UtcDateTime(), nullable=False),
    sa.Column('seen_at', storefront.database.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_sign_in_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('key', name=op.f('uq_sign_in_key'))
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_user_id'), ['user_id'], unique=False)

    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.add_column(sa.Column('name', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('member_role', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('left_at', storefront.database.UtcDateTime(), nullable=True))
        batch_op.drop_constraint(batch_op.f('uq_user_session_key'), type_='unique')
        batch_op.create_index(batch_op.f('ix_user_cooperative_id'), ['cooperative_id'], unique=False)
        batch_op.drop_column('session_key')
    # Whoever was a cooperative's member until now ran its shop alone.
    op.execute("UPDATE \"user\" SET member_role = 'manager' WHERE role = 'cooperative'")
    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.create_check_constraint(batch_op.f('ck_user_member_role_known'), MEMBER_ROLE_KNOWN)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_user_member_role_known'), type_='check')
        batch_op.add_column(sa.Column('session_key', sa.String(), nullable=True))
    op.execute("UPDATE \"user\" SET session_key = 'ended-' || id")  # everybody signs in again
    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.alter_column('session_key', existing_type=sa.String(), nullable=False)
        batch_op.drop_index(batch_op.f('ix_user_cooperative_id'))
        batch_op.create_unique_constraint(batch_op.f('uq_user_session_key'), ['session_key'])
        batch_op.drop_column('left_at')
        batch_op.drop_column('member_role')
        batch_op.drop_column('name')

    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_user_id'))

    op.drop_table('sign_in')
    with op.batch_alter_table('access_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_access_link_user_id'))
        batch_op.drop_index(batch_op.f('ix_access_link_cooperative_id'))

    op.drop_table('access_link')
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_message_waiting')

    op.drop_table('outbox_message')
