"""Which kept letters a librarian is to tell of: by an index of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

DECISIONS = (
    "answered", "closed", "declined", "clarification_asked", "extended", "merged", "answered_alike", "split", "classified",
    "returned",
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.add_column(sa.Column('tell_since', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_letter_tell_since'), ['tell_since'], unique=False)

    letter = sa.table("letter", *map(sa.column, ("name", "state", "audience", "question_id", "created_at", "tell_since")))
    question = sa.table("question", *map(sa.column, ("id", "channel", "kind")))
    asker = sa.table("asker", *map(sa.column, ("question_id", "phone", "residence")))
    reached = sa.or_(asker.c.phone.is_not(None), asker.c.residence.is_not(None), question.c.channel == "desk")
    of = sa.exists().where(question.c.id == letter.c.question_id, asker.c.question_id == question.c.id, reached)
    decided = sa.or_(letter.c.name.in_(DECISIONS), sa.and_(letter.c.name == "referred", of.where(question.c.kind == "appeal")))
    kept = sa.and_(letter.c.state == "kept", letter.c.audience == "asker")
    op.execute(letter.update().where(kept, decided, of).values(tell_since=letter.c.created_at))


def downgrade() -> None:
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_letter_tell_since'))
        batch_op.drop_column('tell_since')
