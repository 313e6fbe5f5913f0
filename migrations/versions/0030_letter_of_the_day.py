"""Letters with several links: the list of all one's own, and what is new in one letter a day."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('enclosure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('letter_id', sa.Integer(), nullable=False),
    sa.Column('link_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_enclosure_letter_id')),
    sa.ForeignKeyConstraint(['link_id'], ['answer_link.id'], name=op.f('fk_enclosure_link_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enclosure'))
    )
    with op.batch_alter_table('enclosure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_enclosure_letter_id'), ['letter_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_enclosure_link_id'), ['link_id'], unique=False)
    for table, column in (('official', 'daily_letter'), ('referral', 'awaits_daily')):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false()))
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, server_default=None)
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referral_awaits_daily'), ['awaits_daily'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_referral_awaits_daily'))
        batch_op.drop_column('awaits_daily')
    with op.batch_alter_table('official', schema=None) as batch_op:
        batch_op.drop_column('daily_letter')
    # What such a letter handed over would be lost with its links: one that has not left does not leave any more.
    op.execute("UPDATE letter SET state = 'failed' WHERE name IN ('daily', 'own_links') AND state IN ('queued', 'sending')")
    op.drop_table('enclosure')
