"""Whose letter it is: the asker's, an official's, a librarian's or a subscriber's."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("audience", sa.String(length=64), nullable=False, server_default="asker"))
    op.execute("UPDATE letter SET audience = 'official' WHERE official_id IS NOT NULL")
    op.execute("UPDATE letter SET audience = 'subscriber' WHERE subscription_id IS NOT NULL")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.alter_column("audience", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_column("audience")
