"""Keep drafts and versions of shop pages.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

import storefront.database

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table('page_draft',
    sa.Column('cooperative_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('removed', sa.JSON(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('editor', sa.String(), nullable=False),
    sa.Column('is_open', sa.Boolean(), nullable=False),
    sa.Column('edited_by_id', sa.Integer(), nullable=True),
    sa.Column('edited_by', sa.String(), nullable=False),
    sa.Column('edited_at', storefront.database.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['cooperative_id'], ['cooperative.id'], name=op.f('fk_page_draft_cooperative_id_cooperative')),
    sa.ForeignKeyConstraint(['edited_by_id'], ['user.id'], name=op.f('fk_page_draft_edited_by_id_user')),
    sa.PrimaryKeyConstraint('cooperative_id', name=op.f('pk_page_draft'))
    )
    op.create_table('page_aside',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cooperative_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('seen', sa.String(), nullable=False),
    sa.Column('saved_at', storefront.database.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['cooperative_id'], ['cooperative.id'], name=op.f('fk_page_aside_cooperative_id_cooperative')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_page_aside_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_page_aside')),
    sa.UniqueConstraint('cooperative_id', 'user_id', name=op.f('uq_page_aside_cooperative_id_user_id'))
    )
    op.create_table('page_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cooperative_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('saved_by_id', sa.Integer(), nullable=True),
    sa.Column('saved_by', sa.String(), nullable=False),
    sa.Column('saved_at', storefront.database.UtcDateTime(), nullable=False),
    sa.CheckConstraint("kind IN ('published', 'put_aside', 'found')", name=op.f('ck_page_version_kind_known')),
    sa.ForeignKeyConstraint(['cooperative_id'], ['cooperative.id'], name=op.f('fk_page_version_cooperative_id_cooperative')),
    sa.ForeignKeyConstraint(['saved_by_id'], ['user.id'], name=op.f('fk_page_version_saved_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_page_version')),
    sa.UniqueConstraint('cooperative_id', 'number', name=op.f('uq_page_version_cooperative_id_number'))
    )
    with op.batch_alter_table('story_block', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_story_block_kind_known'), type_='check')
        batch_op.create_check_constraint(op.f('ck_story_block_kind_known'), "kind IN ('text', 'photo', 'quote', 'timeline', 'list')")
        batch_op.add_column(sa.Column('picture_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('key', sa.String(), nullable=False, server_default=''))


def downgrade() -> None:
    """Take the change back."""
    # What no earlier shop can show is told as text: its words stay.
    op.execute("UPDATE story_block SET kind = 'text' WHERE kind = 'photo'")
    with op.batch_alter_table('story_block', schema=None) as batch_op:
        batch_op.drop_column('key')
        batch_op.drop_column('picture_id')
        batch_op.drop_constraint(op.f('ck_story_block_kind_known'), type_='check')
        batch_op.create_check_constraint(op.f('ck_story_block_kind_known'), "kind IN ('text', 'quote', 'timeline', 'list')")
    op.drop_table('page_version')
    op.drop_table('page_aside')
    op.drop_table('page_draft')
