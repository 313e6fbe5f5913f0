"""A reason for declining says under which result of the classifier an appeal counts; appeals that triage has ended get theirs."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

def upgrade() -> None:
    with op.batch_alter_table('decline_reason', schema=None) as batch_op:
        batch_op.add_column(sa.Column('result', sa.Enum(
            '9.1', '9.2', '9.3', '9.4', '9.5', '9.6', name='outcome', native_enum=False, length=64), nullable=True))

    op.execute("UPDATE decline_reason SET result = '9.4' WHERE code = 'not_completed'")
    op.execute("UPDATE decline_reason SET result = '9.6' WHERE code IN ('anonymous_appeal', 'repeat', 'late_complaint')")
    op.execute(
        "UPDATE question SET outcome = (SELECT result FROM decline_reason WHERE decline_reason.id = question.decline_reason_id) "
        "WHERE kind = 'appeal' AND state = 'declined' AND outcome IS NULL"
    )
    op.execute(
        "UPDATE question SET outcome = '9.4' WHERE kind = 'appeal' AND state = 'clarification' AND outcome IS NULL "
        "AND EXISTS (SELECT 1 FROM returned WHERE returned.question_id = question.id AND returned.choice IS NULL)"
    )


def downgrade() -> None:
    op.execute("UPDATE question SET outcome = NULL WHERE state IN ('declined', 'clarification', 'withdrawn')")
    with op.batch_alter_table('decline_reason', schema=None) as batch_op:
        batch_op.drop_column('result')
