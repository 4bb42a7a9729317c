"""Tell what each district is known for, and give stories their parts.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table('story_block',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cooperative_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('heading_vi', sa.String(), nullable=False),
    sa.Column('heading_en', sa.String(), nullable=False),
    sa.Column('body_vi', sa.String(), nullable=False),
    sa.Column('body_en', sa.String(), nullable=False),
    sa.Column('imported', sa.JSON(), nullable=False),
    sa.CheckConstraint("kind IN ('text', 'quote', 'timeline', 'list')", name=op.f('ck_story_block_kind_known')),
    sa.ForeignKeyConstraint(['cooperative_id'], ['cooperative.id'], name=op.f('fk_story_block_cooperative_id_cooperative')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_story_block')),
    sa.UniqueConstraint('cooperative_id', 'position', name=op.f('uq_story_block_cooperative_id_position'))
    )
    # Markets that stand already hold districts: they start with empty words.
    with op.batch_alter_table('district', schema=None) as batch_op:
        batch_op.add_column(sa.Column('known_for_vi', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('known_for_en', sa.String(), nullable=False, server_default=''))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table('district', schema=None) as batch_op:
        batch_op.drop_column('known_for_en')
        batch_op.drop_column('known_for_vi')
    op.drop_table('story_block')
