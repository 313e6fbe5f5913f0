"""Internal labels of questions, and filters that a librarian keeps."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('label',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_label')),
    sa.UniqueConstraint('name', name=op.f('uq_label_name'))
    )
    op.create_table('question_label',
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('label_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['label_id'], ['label.id'], name=op.f('fk_question_label_label_id')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_question_label_question_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('question_id', 'label_id', name=op.f('pk_question_label'))
    )
    with op.batch_alter_table('question_label', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_question_label_label_id'), ['label_id'], unique=False)

    op.create_table('saved_filter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('query', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_saved_filter_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_filter')),
    sa.UniqueConstraint('account_id', 'name', name=op.f('uq_saved_filter_account_id_name'))
    )


def downgrade() -> None:
    op.drop_table('saved_filter')
    with op.batch_alter_table('question_label', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_question_label_label_id'))

    op.drop_table('question_label')
    op.drop_table('label')
