"""What was cut from originals, by kind and place."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('cut',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=True),
    sa.Column('verdict_id', sa.Integer(), nullable=True),
    sa.Column('part', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=64), nullable=False),
    sa.Column('starts', sa.Integer(), nullable=False),
    sa.Column('ends', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_cut_account_id')),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_cut_answer_id')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_cut_question_id')),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_cut_verdict_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cut'))
    )
    with op.batch_alter_table('cut', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cut_question_id'), ['question_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('cut', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cut_question_id'))

    op.drop_table('cut')
