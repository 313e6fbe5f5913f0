"""What the search index is given: public questions in the words that readers see."""

from collections.abc import Iterable

from reception.domain import clock
from reception.queries.public_view import PublicQuestion
from reception.queries.questions import public_questions
from reception.search.document import Document

BATCH = 200
"""Questions that are read at once: so many texts are held in memory."""


def documents(ids: Iterable[int]) -> list[Document]:
    """Return the documents of those questions among some ids that everybody may see."""
    ids = list(ids)
    batches = (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))
    return [_document(question) for batch in batches for question in public_questions(batch)]


def _document(question: PublicQuestion) -> Document:
    return Document(
        id=question.id,
        number=question.number,
        subject=question.subject,
        question=question.text,
        answer="\n\n".join(answer.text for answer in question.answers),
        attachments="\n\n".join(filter(None, (file.text for file in question.all_files))),
        topic=question.topic.name_uk if question.topic else "",
        authority=question.authority.name_uk if question.authority else "",
        outcome=str(question.outcome or ""),
        branch=question.branch.code if question.branch else "",
        state=str(question.state),
        verdict=str(question.verdict.value) if question.verdict else "",
        asked_on=clock.day_of(question.submitted_at),
        answered_on=clock.day_of(question.answers[0].published_at) if question.answers else None,
    )
