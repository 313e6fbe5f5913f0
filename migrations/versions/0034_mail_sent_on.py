"""Mail that fits nowhere can be sent on: which letter of ours carried it."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('incoming', schema=None) as batch_op:
        batch_op.add_column(sa.Column('letter_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_incoming_letter_id'), ['letter_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_incoming_letter_id'), 'letter', ['letter_id'], ['id'])


def downgrade() -> None:
    # A letter without what it sends on says nothing: one that has not left does not leave any more.
    op.execute("UPDATE letter SET state = 'failed' WHERE name = 'forwarded' AND state IN ('queued', 'sending')")
    op.execute("UPDATE incoming SET state = 'attached' WHERE state = 'forwarded'")
    with op.batch_alter_table('incoming', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_incoming_letter_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_incoming_letter_id'))
        batch_op.drop_column('letter_id')
