"""Officials correct their answers; what an answer said before is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('answer_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=False),
    sa.Column('link_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('public_text', sa.Text(), nullable=False),
    sa.Column('outcome', sa.String(length=64), nullable=False),
    sa.Column('commitment', sa.String(length=64), nullable=True),
    sa.Column('promised_on', sa.Date(), nullable=True),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_shown', sa.Boolean(), nullable=False),
    sa.Column('sent_back_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('form_key', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_answer_version_answer_id')),
    sa.ForeignKeyConstraint(['link_id'], ['answer_link.id'], name=op.f('fk_answer_version_link_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_version')),
    sa.UniqueConstraint('form_key', name=op.f('uq_answer_version_form_key'))
    )
    with op.batch_alter_table('answer_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_version_answer_id'), ['answer_id'], unique=False)

    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('corrected_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('answer_version_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_attachment_answer_version_id'), ['answer_version_id'], unique=False)
        batch_op.create_foreign_key(
            batch_op.f('fk_attachment_answer_version_id'), 'answer_version', ['answer_version_id'], ['id']
        )


def downgrade() -> None:
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_attachment_answer_version_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_attachment_answer_version_id'))
        batch_op.drop_column('answer_version_id')

    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_column('corrected_at')

    with op.batch_alter_table('answer_version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answer_version_answer_id'))

    op.drop_table('answer_version')
