"""A newer answer of the same authority takes over what an older one promised: the older promise names it."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('promise', schema=None) as batch_op:
        batch_op.add_column(sa.Column('taken_over_by_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_promise_taken_over_by_id_answer'), 'answer', ['taken_over_by_id'], ['id'])


def downgrade() -> None:
    # What was replaced is open for a program that knows no such state.
    op.execute("UPDATE promise SET state = 'open' WHERE state = 'replaced'")
    with op.batch_alter_table('promise', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_promise_taken_over_by_id_answer'), type_='foreignkey')
        batch_op.drop_column('taken_over_by_id')
