"""Questions that ask the same as another one."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('merge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('into_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('same_asker', sa.Boolean(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('objection', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_merge_account_id')),
    sa.ForeignKeyConstraint(['into_id'], ['question.id'], name=op.f('fk_merge_into_id')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_merge_question_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_merge'))
    )
    with op.batch_alter_table('merge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_merge_into_id'), ['into_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_merge_question_id'), ['question_id'], unique=False)

    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.add_column(sa.Column('merged_into_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_question_merged_into_id'), ['merged_into_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_question_merged_into_id'), 'question', ['merged_into_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_question_merged_into_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_question_merged_into_id'))
        batch_op.drop_column('merged_into_id')

    with op.batch_alter_table('merge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_merge_question_id'))
        batch_op.drop_index(batch_op.f('ix_merge_into_id'))

    op.drop_table('merge')
