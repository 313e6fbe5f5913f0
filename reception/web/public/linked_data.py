"""What machines read of a question's page: schema.org, as JSON-LD."""

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from reception.queries.public_view import PublicAnswer, PublicQuestion
from reception.web.addresses import question_address


def qa_page(question: PublicQuestion) -> Markup:
    """Return a question and its answers as a block of data (schema.org/QAPage); it is not a script and runs nowhere."""
    entity = {
        "@type": "Question",
        "name": question.subject,
        "text": question.text,
        "dateCreated": question.submitted_at.isoformat(),
        "answerCount": len(question.answers),
    }
    if question.asker_name:
        entity["author"] = {"@type": "Person", "name": question.asker_name}
    answers = [_answer(question, at, answer) for at, answer in enumerate(question.answers, 1)]
    if answers:
        entity["acceptedAnswer"] = answers[-1]
        entity["suggestedAnswer"] = answers[:-1]
    page = {"@context": "https://schema.org", "@type": "QAPage", "url": question_address(question), "mainEntity": entity}
    return Markup('<script type="application/ld+json">%s</script>') % htmlsafe_json_dumps(page)


def _answer(question: PublicQuestion, at: int, answer: PublicAnswer) -> dict[str, object]:
    return {
        "@type": "Answer",
        "text": answer.text,
        "dateCreated": answer.published_at.isoformat(),
        "dateModified": answer.changed_at.isoformat(),
        "url": f"{question_address(question)}#answer-{at}",
        "author": {"@type": "Organization", "name": answer.authority_name},
    }
