"""What is kept of a question that a librarian recorded for somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('recording',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('way', sa.String(length=64), nullable=False),
    sa.Column('consent', sa.String(length=64), nullable=False),
    sa.Column('read_back', sa.Boolean(), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('late_reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_recording_account_id')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_recording_question_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recording')),
    sa.UniqueConstraint('question_id', name=op.f('uq_recording_question_id'))
    )


def downgrade() -> None:
    op.drop_table('recording')
