"""Indexes by which the desk counts its lists and puts them in order."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_question_state_due_on", "question")
    op.create_index("ix_question_desk", "question", ["state", "due_on", "due_at", "kind", "resume_state"])
    op.create_index("ix_question_due_on", "question", ["due_on"])


def downgrade() -> None:
    op.drop_index("ix_question_due_on", "question")
    op.drop_index("ix_question_desk", "question")
    op.create_index("ix_question_state_due_on", "question", ["state", "due_on"])
