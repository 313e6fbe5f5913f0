"""Ready texts for decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('canned_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=64), nullable=False),
    sa.Column('action', sa.String(length=64), nullable=False),
    sa.Column('topic_id', sa.Integer(), nullable=True),
    sa.Column('title_uk', sa.String(length=300), nullable=False),
    sa.Column('title_en', sa.String(length=300), nullable=False),
    sa.Column('text_uk', sa.Text(), nullable=False),
    sa.Column('text_en', sa.Text(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_canned_text_topic_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_canned_text')),
    sa.UniqueConstraint('code', name=op.f('uq_canned_text_code'))
    )
    with op.batch_alter_table('canned_text', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_canned_text_action'), ['action'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('canned_text', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_canned_text_action'))

    op.drop_table('canned_text')
