"""What an automatic reply says of an authority's registration is kept with it, until a librarian takes it over."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('incoming', schema=None) as batch_op:
        batch_op.add_column(sa.Column('registered_number', sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column('registered_on', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('incoming', schema=None) as batch_op:
        batch_op.drop_column('registered_on')
        batch_op.drop_column('registered_number')
