"""What became of letters on their way, why some are held back, and when no letter left at all."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'outage',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('failed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('cause', sa.String(length=64), nullable=False),
        sa.Column('words', sa.Text(), nullable=False),
        sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_outage')),
    )
    with op.batch_alter_table('outage', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outage_ended_at'), ['ended_at'], unique=False)
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.add_column(sa.Column('cause', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('held', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('report', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('reported_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index('ix_letter_to_address_sent_at', ['to_address', 'sent_at'], unique=False)
    with op.batch_alter_table('incoming', schema=None) as batch_op:
        batch_op.add_column(sa.Column('message_id', sa.String(length=300), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('incoming', schema=None) as batch_op:
        batch_op.drop_column('message_id')
    op.execute("UPDATE letter SET state = 'sent' WHERE state = 'delivered'")
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.drop_index('ix_letter_to_address_sent_at')
        batch_op.drop_column('reported_at')
        batch_op.drop_column('report')
        batch_op.drop_column('held')
        batch_op.drop_column('cause')
    with op.batch_alter_table('outage', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outage_ended_at'))
    op.drop_table('outage')
