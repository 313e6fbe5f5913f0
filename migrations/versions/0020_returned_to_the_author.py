"""Appeals that went back to their authors with what they lack."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('returned',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('missing', sa.JSON(), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('choice', sa.String(length=64), nullable=True),
    sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('added', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_returned_account_id')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_returned_question_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_returned'))
    )
    with op.batch_alter_table('returned', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_returned_question_id'), ['question_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('returned', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_returned_question_id'))

    op.drop_table('returned')
