"""The security check before publication in time of war."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.add_column(sa.Column('wartime_cue_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('wartime_checked_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_column('wartime_checked_at')
        batch_op.drop_column('wartime_cue_at')
