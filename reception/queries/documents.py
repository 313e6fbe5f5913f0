"""What the search index is given: public questions in the words that readers see."""

from collections.abc import Iterable, Iterator

from reception.domain import clock
from reception.queries.public_view import PublicQuestion
from reception.queries.questions import file_texts, public_questions
from reception.search.document import Document

BATCH = 200
"""Questions that are read at once: so many texts are held in memory."""


def documents(ids: Iterable[int]) -> list[Document]:
    """Return the documents of those questions among some ids that everybody may see."""
    ids = list(ids)
    batches = (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))
    return [document for batch in batches for document in _batch(batch)]


def _batch(ids: list[int]) -> Iterator[Document]:
    questions = public_questions(ids)
    texts = file_texts(file for question in questions for file in question.all_files)
    for question in questions:
        yield _document(question, [texts[file.id] for file in question.all_files if file.id in texts])


def _document(question: PublicQuestion, texts: list[str]) -> Document:
    return Document(
        id=question.id,
        number=question.number,
        subject=question.subject,
        question=question.text,
        answer="\n\n".join(answer.text for answer in question.answers),
        attachments="\n\n".join(texts),
        topic=question.topic.name_uk if question.topic else "",
        authority=_names_of(question),
        outcome=str(question.outcome or ""),
        branch=question.branch.code if question.branch else "",
        state=str(question.state),
        verdict=str(question.verdict.value) if question.verdict else "",
        asked_on=clock.day_of(question.submitted_at),
        answered_on=clock.day_of(question.answers[0].published_at) if question.answers else None,
    )


def _names_of(question: PublicQuestion) -> str:
    """Return the names by which its authority may be looked for: the one it had then, and today's."""
    names = (each.name_uk for each in (question.authority_then, question.authority) if each)
    return "\n".join(dict.fromkeys(names))
