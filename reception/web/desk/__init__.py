"""The librarians’ desk: signing in, the queue, a question and what can be done with it."""

from flask import Blueprint, Response, request
from flask_login import current_user

from reception.web.desk import (
    account,
    addresses,
    answering,
    bulk,
    calls,
    clarifications,
    classing,
    completing,
    correcting,
    decisions,
    delegations,
    file_check,
    handling,
    hearing,
    keys,
    labelling,
    letters,
    mail,
    merging,
    objection,
    office_check,
    promises,
    question,
    queue,
    readdressing,
    recording,
    referral,
    responsible,
    results,
    returning,
    sharing,
    splitting,
    term,
    undoing,
)
from reception.web.security import private
from reception.web.sessions import to_login

blueprint = Blueprint("desk", __name__, url_prefix="/desk")


@blueprint.before_request
def _librarians_only() -> Response | None:
    if request.endpoint == "desk.login" or current_user.is_authenticated:
        return None
    return to_login()


blueprint.after_request(private)
blueprint.context_processor(lambda: {"calls_waiting": calls.waiting_here})

POST, BOTH = ["POST"], ["GET", "POST"]

blueprint.add_url_rule("/login", "login", account.login, methods=BOTH)
blueprint.add_url_rule("/logout", "logout", account.logout, methods=POST)
blueprint.add_url_rule("/password", "password", account.password, methods=BOTH)
blueprint.add_url_rule("/", "queue", queue.queue)
blueprint.add_url_rule("/search", "search", queue.search, methods=POST)
blueprint.add_url_rule("/filters", "filter_keep", labelling.keep, methods=POST)
blueprint.add_url_rule("/filters/<int:filter_id>/forget", "filter_forget", labelling.forget, methods=POST)
blueprint.add_url_rule("/keys", "keys", keys.keys)
blueprint.add_url_rule("/undo/<batch>", "undo", undoing.undo, methods=POST)
blueprint.add_url_rule("/bulk", "bulk", bulk.bulk, methods=POST)
blueprint.add_url_rule("/preview", "preview", answering.preview, methods=POST)
blueprint.add_url_rule("/addresses", "addresses", addresses.addresses)
blueprint.add_url_rule("/addresses/<int:official_id>/correct", "address_correct", addresses.correct, methods=POST)
blueprint.add_url_rule("/addresses/<int:official_id>/again", "address_again", addresses.again, methods=POST)
blueprint.add_url_rule("/addresses/<int:official_id>/deputy", "address_deputy", addresses.deputy, methods=POST)
blueprint.add_url_rule("/mail", "mail", mail.mail)
blueprint.add_url_rule("/mail/<int:mail_id>/file", "mail_file", mail.file)
blueprint.add_url_rule("/mail/<int:mail_id>/attach", "mail_attach", mail.attach, methods=POST)
blueprint.add_url_rule("/mail/<int:mail_id>/forward", "mail_forward", mail.forward, methods=BOTH)
blueprint.add_url_rule("/mail/<int:mail_id>/discard", "mail_discard", mail.discard, methods=POST)
blueprint.add_url_rule("/record", "record", recording.record, methods=BOTH)
blueprint.add_url_rule("/record/receipt", "recorded", recording.recorded)
blueprint.add_url_rule("/record/end", "record_end", recording.end, methods=POST)
blueprint.add_url_rule("/record/blank", "blank", recording.blank)
blueprint.add_url_rule("/q/<number>/hear", "hear", hearing.hear, methods=BOTH)
blueprint.add_url_rule("/q/<number>/complete", "complete", completing.complete, methods=BOTH)
blueprint.add_url_rule("/calls", "calls", calls.calls)
blueprint.add_url_rule("/q/<number>/call", "call", calls.call, methods=POST)
blueprint.add_url_rule("/q/<number>/hand-over", "hand_over", calls.hand_over, methods=BOTH)
blueprint.add_url_rule("/q/<number>/no-answer", "no_answer", calls.no_answer, methods=POST)
blueprint.add_url_rule("/q/<number>/sheet", "sheet", calls.sheet)
blueprint.add_url_rule("/q/<number>/paper", "paper", recording.paper, methods=BOTH)
blueprint.add_url_rule("/q/<number>", "question", question.question)
blueprint.add_url_rule("/q/<number>/edit", "edit", question.edit, methods=POST)
blueprint.add_url_rule("/q/<number>/contacts", "contacts", question.contacts, methods=POST)
blueprint.add_url_rule("/q/<number>/claim", "claim", sharing.claim, methods=POST)
blueprint.add_url_rule("/q/<number>/take-over", "take_over", sharing.take_over, methods=POST)
blueprint.add_url_rule("/q/<number>/release", "release", sharing.release, methods=POST)
blueprint.add_url_rule("/q/<number>/assign", "assign", sharing.assign, methods=POST)
blueprint.add_url_rule("/q/<number>/labels", "label_add", labelling.add, methods=POST)
blueprint.add_url_rule("/q/<number>/labels/<int:label_id>/remove", "label_remove", labelling.remove, methods=POST)
blueprint.add_url_rule("/q/<number>/note", "note", handling.note, methods=POST)
blueprint.add_url_rule("/q/<number>/comment", "comment", handling.comment, methods=BOTH)
blueprint.add_url_rule("/q/<number>/files/<int:file_id>", "file", handling.file)
blueprint.add_url_rule("/q/<number>/files/<int:file_id>/check", "check_file", file_check.check_file, methods=BOTH)
blueprint.add_url_rule("/q/<number>/files/<int:file_id>/copy", "file_copy", file_check.file_copy)
blueprint.add_url_rule(
    "/q/<number>/files/<int:file_id>/office", "check_office", office_check.check_office, methods=BOTH
)
blueprint.add_url_rule("/q/<number>/files/<int:file_id>/office/copy", "office_copy", office_check.office_copy)
blueprint.add_url_rule("/q/<number>/files/<int:file_id>/pages/<int:page>", "file_page", file_check.file_page)
blueprint.add_url_rule(
    "/q/<number>/clarifications/<int:clarification_id>", "clarification", clarifications.clarification, methods=BOTH
)
blueprint.add_url_rule(
    "/q/<number>/corrections/<int:version_id>", "publish_correction", correcting.publish_correction, methods=BOTH
)
blueprint.add_url_rule(
    "/q/<number>/corrections/<int:version_id>/return", "return_correction", correcting.return_correction, methods=BOTH
)
blueprint.add_url_rule("/results", "results", results.results)
blueprint.add_url_rule("/promises", "promises", promises.promises)
blueprint.add_url_rule("/q/<number>/promises/<int:promise_id>", "promise", promises.promise, methods=BOTH)
blueprint.add_url_rule("/q/<number>/promises/words/<int:report_id>", "promise_words", promises.words, methods=BOTH)
blueprint.add_url_rule("/q/<number>/objection", "objection", objection.objection, methods=BOTH)
blueprint.add_url_rule("/q/<number>/links/<int:link_id>/revoke", "revoke", handling.revoke, methods=POST)
blueprint.add_url_rule("/q/<number>/letters/<int:letter_id>/again", "send_again", letters.send_again, methods=POST)
blueprint.add_url_rule("/q/<number>/letters/<int:letter_id>/settle", "settle", letters.settle, methods=POST)
blueprint.add_url_rule("/letters/<int:letter_id>/settle", "settle_other", letters.settle_other, methods=POST)
blueprint.add_url_rule("/letters/release", "release_letters", letters.release, methods=POST)
blueprint.add_url_rule("/q/<number>/class", "classify", classing.classify, methods=BOTH)
blueprint.add_url_rule("/q/<number>/return", "return_to_author", returning.return_to_author, methods=BOTH)
blueprint.add_url_rule("/q/<number>/decline", "decline", decisions.decline, methods=BOTH)
blueprint.add_url_rule("/q/<number>/ask", "ask_asker", decisions.ask_asker, methods=BOTH)
blueprint.add_url_rule("/q/<number>/go-on", "go_on", decisions.go_on, methods=POST)
blueprint.add_url_rule("/q/<number>/unhide", "unhide", decisions.unhide, methods=POST)
blueprint.add_url_rule("/q/<number>/recall", "recall", decisions.recall, methods=BOTH)
blueprint.add_url_rule("/q/<number>/send-back", "send_back", decisions.send_back, methods=BOTH)
blueprint.add_url_rule("/q/<number>/hide", "hide", decisions.hide, methods=BOTH)
blueprint.add_url_rule("/q/<number>/reopen", "reopen", decisions.reopen, methods=BOTH)
blueprint.add_url_rule("/q/<number>/close", "close", decisions.close, methods=BOTH)
blueprint.add_url_rule("/q/<number>/refer", "refer", referral.refer, methods=BOTH)
blueprint.add_url_rule("/q/<number>/referrals/<int:referral_id>/register", "register", term.register, methods=BOTH)
blueprint.add_url_rule("/q/<number>/referrals/<int:referral_id>/extend", "extend", term.extend, methods=BOTH)
blueprint.add_url_rule(
    "/q/<number>/referrals/<int:referral_id>/responsible", "make_responsible", responsible.make_responsible, methods=BOTH
)
blueprint.add_url_rule("/q/<number>/delegations/<int:step_id>/undo", "undelegate", delegations.undelegate, methods=BOTH)
blueprint.add_url_rule("/q/<number>/readdress", "readdress", readdressing.readdress, methods=BOTH)
blueprint.add_url_rule("/q/<number>/split", "split", splitting.split, methods=BOTH)
blueprint.add_url_rule("/q/<number>/merge", "merge", merging.merge, methods=BOTH)
blueprint.add_url_rule("/q/<number>/unmerge", "unmerge", merging.unmerge, methods=BOTH)
blueprint.add_url_rule("/q/<number>/answer", "answer_self", answering.answer_self, methods=BOTH)
blueprint.add_url_rule("/q/<number>/publish", "publish", answering.publish, methods=BOTH)
