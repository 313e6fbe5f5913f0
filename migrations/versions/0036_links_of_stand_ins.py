"""A link by which who does an office now is asked about a promise says whose it is."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('answer_link', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stand_in_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_answer_link_stand_in_id'), 'official', ['stand_in_id'], ['id'])
    # The letter that carries such a link went to somebody else than the official of its referral.
    op.execute(
        "UPDATE answer_link SET stand_in_id = (SELECT MAX(letter.official_id) FROM letter, referral "
        "WHERE letter.answer_link_id = answer_link.id AND referral.id = answer_link.referral_id "
        "AND letter.name IN ('promise_soon', 'promise_due', 'promise_again') AND letter.official_id <> referral.official_id)"
    )


def downgrade() -> None:
    # Without the column it would be the link of the official of the referral.
    op.execute("UPDATE answer_link SET revoked_at = COALESCE(revoked_at, created_at) WHERE stand_in_id IS NOT NULL")
    with op.batch_alter_table('answer_link', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_answer_link_stand_in_id'), type_='foreignkey')
        batch_op.drop_column('stand_in_id')
