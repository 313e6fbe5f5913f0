"""The archive: what readers find."""

from reception.queries.engine import engine
from reception.queries.public_view import PublicQuestion
from reception.queries.questions import public_questions
from reception.search.hits import IndexUnusable

SIMILAR = 5


def similar(text: str, exclude: int | None = None) -> list[PublicQuestion]:
    """Return up to five answered questions nearest to a text, nearest first; none while the index cannot be used.

    `exclude` is the id of the question that the text is from.
    """
    left_out = () if exclude is None else (exclude,)
    try:
        # Twice as many: the index may lag behind what is public.
        near = engine().similar(text, limit=2 * SIMILAR, exclude=left_out)
    except IndexUnusable:
        return []
    return [question for question in public_questions(near) if question.answers][:SIMILAR]
