"""An official corrects the own answer: while the library has it, or for some days after it was given out."""

from flask import Response, flash, g, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from reception.domain.errors import Invalid, NotAllowed, Stale
from reception.models import Answer, Referral, ReferralState
from reception.queries import corrections as query
from reception.services import corrections, respond, uploads
from reception.web import persons
from reception.web.markup import markdown
from reception.web.messages import say
from reception.web.office.answer import (
    adopt,
    another_was_saved,
    draft_kept,
    file_items,
    late_page,
    saved_by_itself,
    take_files,
)
from reception.web.office.forms_correction import CorrectionForm, own_key
from reception.web.office.sharing import to_ask_for


def correct() -> Response:
    """Show the answer in a form, or take the corrected one."""
    referral = g.link.referral
    answer = last_answer(referral)
    if answer is None or not g.link.is_holders:
        return redirect(url_for("office.answer"))
    if request.method != "POST":
        if not query.may_correct(answer):
            return redirect(url_for("office.answer"))
        last = answer.correction or query.returned(answer) or answer
        return _page(answer, CorrectionForm.of_answer(answer, last, respond.draft_of(referral)))
    form = CorrectionForm()
    form.form_key.data = own_key(answer, form.form_key.data)
    wish = request.form.get("do")
    complete = wish in ("draft", "preview") or form.validate()
    complete = take_files(form) and complete
    if wish == "draft":
        return draft_kept(form, _page, corrections.save_draft, answer)
    if wish == "preview":
        return _page(answer, form, preview=markdown(form.text.data))
    if complete and another_was_saved(form):
        return _page(answer, form, 409, other=adopt(form))
    shares = to_ask_for(form) if complete else []
    return _corrected(answer, form) if complete and not shares else _page(answer, form, 400, shares=shares)


def _corrected(answer: Answer, form: CorrectionForm) -> Response:
    try:
        corrections.correct(persons.official(g.link), answer, form.reply())
    except Invalid as error:
        form.refuse(error)
        return _page(answer, form, 400)
    except (NotAllowed, Stale) as error:
        return late_page(answer.referral, form.text.data, error)
    flash(_("Your correction is here. Thank you."), "success")
    return redirect(url_for("office.answer"), 303)


def draft() -> tuple[Response, int] | Response:
    """Save what is typed of a correction from time to time; the page sends it by itself."""
    answer = last_answer(g.link.referral)
    if answer is None:
        return jsonify(error=say(NotAllowed("not_in_this_state"))), 409
    return saved_by_itself(CorrectionForm(), corrections.save_draft, answer)


def last_answer(referral: Referral) -> Answer | None:
    """Return the answer that the official of a referral has given, if that is where it stands."""
    return referral.answers[-1] if referral.answers and referral.state is ReferralState.ANSWERED else None


def _page(answer: Answer, form: CorrectionForm, status: int = 200, **more: object) -> Response:
    page = render_template(
        "office/correct.html",
        referral=answer.referral,
        answer=answer,
        form=form,
        returned=query.returned(answer),
        until=query.last_day(answer),
        here=file_items(query.files_of(answer)),
        waiting=uploads.of_form(form.form_key.data),
        **more,
    )
    return make_response(page, status)
