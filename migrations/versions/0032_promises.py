"""Promises of answers, and what was said of them."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('promise',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=False),
    sa.Column('promised_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=64), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('noticed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('asked_again_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('desk_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('link_id', sa.Integer(), nullable=True),
    sa.Column('asked_official_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_promise_question_id')),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_promise_answer_id')),
    sa.ForeignKeyConstraint(['link_id'], ['answer_link.id'], name=op.f('fk_promise_link_id')),
    sa.ForeignKeyConstraint(['asked_official_id'], ['official.id'], name=op.f('fk_promise_asked_official_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_promise')),
    sa.UniqueConstraint('answer_id', name=op.f('uq_promise_answer_id'))
    )
    with op.batch_alter_table('promise', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_promise_question_id'), ['question_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_promise_link_id'), ['link_id'], unique=False)
        batch_op.create_index('ix_promise_state_due_on', ['state', 'due_on'], unique=False)

    op.create_table('promise_report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('promise_id', sa.Integer(), nullable=False),
    sa.Column('said', sa.String(length=64), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('public_text', sa.Text(), nullable=True),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('was_due', sa.Date(), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('link_id', sa.Integer(), nullable=True),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('official_name', sa.String(length=300), nullable=True),
    sa.Column('official_post', sa.String(length=300), nullable=True),
    sa.ForeignKeyConstraint(['promise_id'], ['promise.id'], name=op.f('fk_promise_report_promise_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['link_id'], ['answer_link.id'], name=op.f('fk_promise_report_link_id')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_promise_report_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_promise_report'))
    )
    with op.batch_alter_table('promise_report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_promise_report_promise_id'), ['promise_id'], unique=False)

    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('promise_report_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_attachment_promise_report_id'), 'promise_report', ['promise_report_id'], ['id']
        )
        batch_op.create_index(batch_op.f('ix_attachment_promise_report_id'), ['promise_report_id'], unique=False)

    # What was promised before anybody looked after it. A question that was taken up anew still has its old answers.
    op.execute(
        "INSERT INTO promise (question_id, answer_id, promised_on, due_on, state) "
        "SELECT question_id, id, promised_on, promised_on, 'open' FROM answer "
        "WHERE commitment IS NOT NULL AND promised_on IS NOT NULL AND published_at IS NOT NULL"
    )


def downgrade() -> None:
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attachment_promise_report_id'))
        batch_op.drop_constraint(batch_op.f('fk_attachment_promise_report_id'), type_='foreignkey')
        batch_op.drop_column('promise_report_id')

    with op.batch_alter_table('promise_report', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_promise_report_promise_id'))

    op.drop_table('promise_report')
    with op.batch_alter_table('promise', schema=None) as batch_op:
        batch_op.drop_index('ix_promise_state_due_on')
        batch_op.drop_index(batch_op.f('ix_promise_link_id'))
        batch_op.drop_index(batch_op.f('ix_promise_question_id'))

    op.drop_table('promise')
