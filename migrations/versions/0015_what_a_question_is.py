"""What kind of appeal a question is, by which term it is answered, of whom it complains, and its registration index."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.add_column(sa.Column('appeal_kind', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('pace', sa.String(length=64), nullable=False, server_default='ordinary'))
        batch_op.add_column(sa.Column('answer_by', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('complained_authority_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('complained_official_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('legal_index', sa.String(length=64), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_question_complained_authority_id'), 'authority', ['complained_authority_id'], ['id']
        )
        batch_op.create_foreign_key(
            batch_op.f('fk_question_complained_official_id'), 'official', ['complained_official_id'], ['id']
        )

    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.alter_column('pace', existing_type=sa.String(length=64), existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_question_complained_official_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_question_complained_authority_id'), type_='foreignkey')
        batch_op.drop_column('legal_index')
        batch_op.drop_column('complained_official_id')
        batch_op.drop_column('complained_authority_id')
        batch_op.drop_column('answer_by')
        batch_op.drop_column('pace')
        batch_op.drop_column('appeal_kind')
