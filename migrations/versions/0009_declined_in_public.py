"""Declined questions that readers may see: of those that are there, none."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shown_declined", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.alter_column("shown_declined", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_column("shown_declined")
