"""Authorities and officials for as long as they are there: days, successors, former names, codes."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

AUTHORITY = (
    ('legal_name', sa.String(length=300)),
    ('aliases', sa.Text()),
    ('edrpou', sa.String(length=64)),
    ('katottg', sa.String(length=64)),
    ('homepage', sa.String(length=300)),
    ('hours', sa.String(length=300)),
    ('parent_id', sa.Integer()),
    ('successor_id', sa.Integer()),
    ('valid_from', sa.Date()),
    ('valid_to', sa.Date()),
)
OFFICIAL = (
    ('superior_id', sa.Integer()),
    ('deputy_id', sa.Integer()),
    ('successor_id', sa.Integer()),
    ('valid_from', sa.Date()),
    ('valid_to', sa.Date()),
)


def upgrade() -> None:
    with op.batch_alter_table('authority', schema=None) as batch_op:
        for name, kind in AUTHORITY:
            batch_op.add_column(sa.Column(name, kind, nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_authority_parent_id'), 'authority', ['parent_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_authority_successor_id'), 'authority', ['successor_id'], ['id'])
        batch_op.create_index(batch_op.f('ix_authority_successor_id'), ['successor_id'], unique=False)

    with op.batch_alter_table('official', schema=None) as batch_op:
        for name, kind in OFFICIAL:
            batch_op.add_column(sa.Column(name, kind, nullable=True))
        batch_op.add_column(sa.Column('is_head', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.alter_column('email', existing_type=sa.String(length=300), nullable=True)
        for name in ('superior_id', 'deputy_id', 'successor_id'):
            batch_op.create_foreign_key(batch_op.f(f'fk_official_{name}'), 'official', [name], ['id'])
    with op.batch_alter_table('official', schema=None) as batch_op:
        batch_op.alter_column('is_head', existing_type=sa.Boolean(), server_default=None)

    op.create_table('former_name',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('authority_id', sa.Integer(), nullable=False),
    sa.Column('name_uk', sa.String(length=300), nullable=False),
    sa.Column('name_en', sa.String(length=300), nullable=False),
    sa.Column('short_uk', sa.String(length=300), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['authority_id'], ['authority.id'], name=op.f('fk_former_name_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_former_name'))
    )
    with op.batch_alter_table('former_name', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_former_name_authority_id'), ['authority_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('former_name', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_former_name_authority_id'))
    op.drop_table('former_name')

    # An official without an address cannot be kept as it was: it gets one that can reach nobody.
    op.execute("UPDATE official SET email = 'unknown-' || id || '@invalid' WHERE email IS NULL")
    with op.batch_alter_table('official', schema=None) as batch_op:
        for name in ('superior_id', 'deputy_id', 'successor_id'):
            batch_op.drop_constraint(batch_op.f(f'fk_official_{name}'), type_='foreignkey')
        batch_op.alter_column('email', existing_type=sa.String(length=300), nullable=False)
        batch_op.drop_column('is_head')
        for name, _kind in OFFICIAL:
            batch_op.drop_column(name)

    with op.batch_alter_table('authority', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_authority_successor_id'))
        batch_op.drop_constraint(batch_op.f('fk_authority_parent_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_authority_successor_id'), type_='foreignkey')
        for name, _kind in AUTHORITY:
            batch_op.drop_column(name)
