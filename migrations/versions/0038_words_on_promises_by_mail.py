"""What came by mail about a promise stands in the form of the promise's page until its official has confirmed it."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('incoming', schema=None) as batch_op:
        batch_op.add_column(sa.Column('promise_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_incoming_promise_id_promise'), 'promise', ['promise_id'], ['id'], ondelete='SET NULL'
        )
        batch_op.create_index(batch_op.f('ix_incoming_promise_id'), ['promise_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('incoming', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_incoming_promise_id'))
        batch_op.drop_constraint(batch_op.f('fk_incoming_promise_id_promise'), type_='foreignkey')
        batch_op.drop_column('promise_id')
