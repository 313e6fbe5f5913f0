"""What a librarian did a moment ago and may still take back."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('undo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('batch', sa.String(length=64), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_undo_account_id')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_undo_event_id')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_undo_question_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_undo')),
    sa.UniqueConstraint('question_id', name=op.f('uq_undo_question_id'))
    )
    with op.batch_alter_table('undo', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_undo_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_undo_batch'), ['batch'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('undo', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_undo_batch'))
        batch_op.drop_index(batch_op.f('ix_undo_account_id'))

    op.drop_table('undo')
