"""Objections of askers to what readers see."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('text_objection',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('resolved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('changed', sa.Boolean(), nullable=True),
    sa.Column('reply', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_text_objection_account_id')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_text_objection_question_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_text_objection'))
    )
    with op.batch_alter_table('text_objection', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_text_objection_question_id'), ['question_id'], unique=False)

    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.add_column(sa.Column('text_objected_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_column('text_objected_at')

    with op.batch_alter_table('text_objection', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_text_objection_question_id'))

    op.drop_table('text_objection')
