"""What readers get of files and of clarifications."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('public_name', sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('public_copy', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('public_size', sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_attachment_public_copy'), ['public_copy'])

    op.create_table('blackout',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('attachment_id', sa.Integer(), nullable=False),
    sa.Column('page', sa.Integer(), nullable=False),
    sa.Column('x0', sa.Integer(), nullable=False),
    sa.Column('y0', sa.Integer(), nullable=False),
    sa.Column('x1', sa.Integer(), nullable=False),
    sa.Column('y1', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_blackout_account_id')),
    sa.ForeignKeyConstraint(['attachment_id'], ['attachment.id'], name=op.f('fk_blackout_attachment_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_blackout'))
    )
    with op.batch_alter_table('blackout', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_blackout_attachment_id'), ['attachment_id'], unique=False)

    with op.batch_alter_table('clarification', schema=None) as batch_op:
        batch_op.add_column(sa.Column('public_request', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('public_reply', sa.Text(), nullable=True))

    with op.batch_alter_table('cut', schema=None) as batch_op:
        batch_op.add_column(sa.Column('clarification_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_cut_clarification_id'), 'clarification', ['clarification_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('cut', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_cut_clarification_id'), type_='foreignkey')
        batch_op.drop_column('clarification_id')

    with op.batch_alter_table('clarification', schema=None) as batch_op:
        batch_op.drop_column('public_reply')
        batch_op.drop_column('public_request')

    with op.batch_alter_table('blackout', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_blackout_attachment_id'))

    op.drop_table('blackout')
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_attachment_public_copy'), type_='unique')
        batch_op.drop_column('public_size')
        batch_op.drop_column('public_copy')
        batch_op.drop_column('checked_at')
        batch_op.drop_column('public_name')
