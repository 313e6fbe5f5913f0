"""Media types of office files are long."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.alter_column('media_type', existing_type=sa.String(64), type_=sa.String(300), existing_nullable=False)


def downgrade() -> None:
    # Such names do not fit any more, and PostgreSQL would refuse the whole way back for one file.
    op.execute("UPDATE attachment SET media_type = 'application/octet-stream' WHERE length(media_type) > 64")
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.alter_column('media_type', existing_type=sa.String(300), type_=sa.String(64), existing_nullable=False)
