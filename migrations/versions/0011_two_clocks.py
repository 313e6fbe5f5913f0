"""Terms in hours, the authority's own registration, and with which calendar a date was counted."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# The one calendar that there was: what stands in the ledger was counted with it.
CALENDAR = "martial_law_from=2022-02-24;martial_law_until=;roll_forward=yes;days_off=;working_days="


def upgrade() -> None:
    with op.batch_alter_table('deadline', schema=None) as batch_op:
        batch_op.add_column(sa.Column('due_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('calendar', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('was_calendar', sa.Text(), nullable=True))

    op.get_bind().execute(sa.text("UPDATE deadline SET calendar = :calendar"), {"calendar": CALENDAR})
    with op.batch_alter_table('deadline', schema=None) as batch_op:
        batch_op.alter_column('calendar', existing_type=sa.Text(), nullable=False)

    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.add_column(sa.Column('due_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.add_column(sa.Column('due_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('registered_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('registered_number', sa.String(length=300), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_column('registered_number')
        batch_op.drop_column('registered_on')
        batch_op.drop_column('due_at')

    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_column('due_at')

    with op.batch_alter_table('deadline', schema=None) as batch_op:
        batch_op.drop_column('was_calendar')
        batch_op.drop_column('calendar')
        batch_op.drop_column('due_at')
