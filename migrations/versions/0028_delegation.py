"""An official passes a referral on to a colleague."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('delegation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=False),
    sa.Column('earlier_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('post', sa.String(length=300), nullable=True),
    sa.Column('email', sa.String(length=300), nullable=True),
    sa.Column('language', sa.String(length=64), nullable=False),
    sa.Column('message', sa.Text(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('address_refused_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended', sa.Enum(
        'undone', 'taken_back', 'handed_back', 'not_delivered', name='ended', native_enum=False, length=64), nullable=True),
    sa.ForeignKeyConstraint(['earlier_id'], ['delegation.id'], name=op.f('fk_delegation_earlier_id')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_delegation_referral_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delegation'))
    )
    with op.batch_alter_table('delegation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_delegation_referral_id'), ['referral_id'], unique=False)
    for table in ('answer_link', 'reminder'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('delegation_id', sa.Integer(), nullable=True))
            batch_op.create_foreign_key(batch_op.f(f'fk_{table}_delegation_id'), 'delegation', ['delegation_id'], ['id'])


def downgrade() -> None:
    # A colleague's links and reminders go with the step that made them: without it they would be the official's.
    op.execute("DELETE FROM reminder WHERE delegation_id IS NOT NULL")
    op.execute("UPDATE letter SET answer_link_id = NULL WHERE answer_link_id IN "
               "(SELECT id FROM answer_link WHERE delegation_id IS NOT NULL)")
    op.execute("UPDATE answer_link SET revoked_at = COALESCE(revoked_at, created_at) WHERE delegation_id IS NOT NULL")
    for table in ('reminder', 'answer_link'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(f'fk_{table}_delegation_id'), type_='foreignkey')
            batch_op.drop_column('delegation_id')
    with op.batch_alter_table('delegation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_delegation_referral_id'))
    op.drop_table('delegation')
