"""Mail that comes in."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('incoming',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=64), nullable=False),
    sa.Column('reason', sa.String(length=64), nullable=False),
    sa.Column('hard', sa.Boolean(), nullable=True),
    sa.Column('sender', sa.String(length=300), nullable=False),
    sa.Column('subject', sa.String(length=300), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('stored_as', sa.String(length=64), nullable=True),
    sa.Column('state', sa.String(length=64), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=True),
    sa.Column('referral_id', sa.Integer(), nullable=True),
    sa.Column('official_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['official_id'], ['official.id'], name=op.f('fk_incoming_official_id')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_incoming_question_id')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_incoming_referral_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incoming')),
    sa.UniqueConstraint('fingerprint', name=op.f('uq_incoming_fingerprint'))
    )
    with op.batch_alter_table('incoming', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_incoming_official_id'), ['official_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_incoming_question_id'), ['question_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_incoming_state'), ['state'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('incoming', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_incoming_state'))
        batch_op.drop_index(batch_op.f('ix_incoming_question_id'))
        batch_op.drop_index(batch_op.f('ix_incoming_official_id'))

    op.drop_table('incoming')
