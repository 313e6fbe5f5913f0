"""Of what an asker is told by e-mail."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('asker', schema=None) as batch_op:
        batch_op.add_column(sa.Column('notices', sa.String(length=64), nullable=False, server_default="all"))
    with op.batch_alter_table('asker', schema=None) as batch_op:
        batch_op.alter_column('notices', server_default=None)


def downgrade() -> None:
    op.execute("UPDATE letter SET state = 'kept' WHERE state = 'on_page'")
    with op.batch_alter_table('asker', schema=None) as batch_op:
        batch_op.drop_column('notices')
