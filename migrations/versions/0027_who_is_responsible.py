"""Of several officials one is responsible for the answer."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_responsible', sa.Boolean(), nullable=False, server_default=sa.false()))
    # The first of each question; and the first of those who still owe an answer, where the first of all has done with it.
    op.execute(
        "UPDATE referral SET is_responsible = true WHERE id IN (SELECT MIN(id) FROM referral GROUP BY question_id) "
        "OR id IN (SELECT MIN(id) FROM referral WHERE state IN ('open', 'waiting') GROUP BY question_id)"
    )
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.alter_column('is_responsible', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_column('is_responsible')
