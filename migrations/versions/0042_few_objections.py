"""The few questions against whose public text the asker objects are found without a look at all others."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    few = sa.text("text_objected_at IS NOT NULL")
    op.create_index("ix_question_text_objected_at", "question", ["text_objected_at"], sqlite_where=few, postgresql_where=few)


def downgrade() -> None:
    op.drop_index("ix_question_text_objected_at", "question")
