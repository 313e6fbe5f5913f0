"""Failures are counted by the address that failed, and letters of a day whatever the case of their address."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('incoming', schema=None) as batch_op:
        batch_op.add_column(sa.Column('address', sa.String(length=300), nullable=True))
    # Which address a report was about is not known; they count as before, until they are thrown away.
    op.execute("UPDATE incoming SET address = (SELECT official.email FROM official WHERE official.id = incoming.official_id)")
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.drop_index('ix_letter_to_address_sent_at')
        batch_op.create_index('ix_letter_sent_at_to_address', ['sent_at', 'to_address'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.drop_index('ix_letter_sent_at_to_address')
        batch_op.create_index('ix_letter_to_address_sent_at', ['to_address', 'sent_at'], unique=False)
    with op.batch_alter_table('incoming', schema=None) as batch_op:
        batch_op.drop_column('address')
