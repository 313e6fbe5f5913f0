"""The piece of a public question that a list shows: where there is most of what was searched for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from reception.queries.public_view import PublicFile, PublicQuestion
from reception.queries.questions import file_texts
from reception.search.highlight import Piece, highlight, snippet
from reception.search.hits import Hits
from reception.web import markup


@dataclass(frozen=True)
class Excerpt:
    """A subject and a snippet, what was found marked in both; `source` says where the snippet is from if it is from a file."""

    subject: list[Piece]
    snippet: list[Piece]
    source: str | None = None

    @property
    def words(self) -> int:
        """How many words of the query are marked."""
        return _marked(self.subject + self.snippet)


def excerpts(questions: Sequence[PublicQuestion], hits: Hits | None) -> list[Excerpt]:
    """Return what a list shows of each question: of an attached file only where that has more of the words than all else."""
    found = [_own(question, hits) for question in questions]
    if hits is None or not hits.marks:
        return found
    lacking = (question for question, own in zip(questions, found, strict=True) if own.words < len(hits.marks))
    texts = file_texts(file for question in lacking for file in question.all_files)
    return [_from_file(question, own, hits, texts) or own for question, own in zip(questions, found, strict=True)]


def file_name(number: int, file: PublicFile) -> str:
    """Return the name that readers get for a file of a question or an answer, the first of which is 1."""
    return file.name or _("File %(n)s", n=number)


def _own(question: PublicQuestion, hits: Hits | None) -> Excerpt:
    subject = highlight(question.subject, hits)
    if hits is None or not hits.marks:
        return Excerpt(subject, snippet(question.text, None))
    answers = (markup.words(answer.text) for answer in question.answers)
    shown = (snippet(text, hits) for text in (question.text, *answers) if text)
    return Excerpt(subject, max(shown, key=_marked))


def _from_file(question: PublicQuestion, own: Excerpt, hits: Hits, texts: Mapping[int, str]) -> Excerpt | None:
    """Return the excerpt from the file that has most of what was found; None if none has more than the question itself."""
    shown = [(source, snippet(texts[file.id], hits)) for source, file in _named(question) if file.id in texts]
    source, best = max(shown, key=lambda each: _marked(each[1]), default=(None, []))
    return Excerpt(own.subject, best, source) if _marked(best) > own.words else None


def _named(question: PublicQuestion) -> Iterator[tuple[str, PublicFile]]:
    for n, file in enumerate(question.files, 1):
        yield _("From a file with the question, “%(name)s”:", name=file_name(n, file)), file
    for answer in question.answers:
        for n, file in enumerate(answer.files, 1):
            yield _("From a file with the answer, “%(name)s”:", name=file_name(n, file)), file


def _marked(pieces: list[Piece]) -> int:
    return len({number for _, number in pieces if number})
