"""Rules that were broken, said to a person: what is the matter and what to do next. One text a code of `domain/errors.py`."""

import datetime as dt

from flask_babel import lazy_gettext as _l

from reception.domain.errors import DomainError
from reception.web.wording import day

MESSAGES = {
    "not_found": _l("There is no such page, or it is not open to you."),
    "stale": _l("Somebody changed this question while the page was open."),
    "held": _l("%(name)s has this question in hand. Nothing was saved yet."),
    "colleague_gone": _l("This colleague is no longer there. Please choose another."),
    "label_needed": _l("Please write a label."),
    "too_many_labels": _l("A question has at most %(limit)s labels."),
    "too_many_filters": _l("At most %(limit)s filters can be kept. Please forget one first."),
    "undo_too_late": _l("It is too late to undo this: the letters are on their way."),
    "undo_changed": _l("This cannot be undone any more: something else has happened to the question since."),
    "too_many": _l("There were too many attempts. Please try again in %(minutes)s min."),
    "withdrawn": _l("This question was taken down."),
    "not_in_this_state": _l("This cannot be done any more: the question has moved on. The page now shows where it stands."),
    "reason_needed": _l("Please write the reason."),
    "reason_gone": _l("This reason is no longer in the catalogue. Please choose another."),
    "subject_needed": _l("Please write in a few words what it is about."),
    "subject_too_long": _l("The subject is too long: at most %(limit)s characters. Please put the details into the text below."),
    "text_needed": _l("Please write the text."),
    "text_too_long": _l("The text is too long: %(length)s characters, at most %(limit)s. Please shorten it or attach a file."),
    "consent_needed": _l("Without this consent the library may not pass your question on. Please tick it."),
    "full_name_needed": _l("For a formal appeal the law asks for your surname and first name (Law 393/96-ВР, art. 5)."),
    "residence_needed": _l("For a formal appeal the law asks for your place of residence (Law 393/96-ВР, art. 5)."),
    "name_needed": _l("For an information request the law asks for your name (Law 2939-VI, art. 19)."),
    "reply_address_needed": _l("An information request needs an e-mail or a postal address (Law 2939-VI, art. 19)."),
    "way_needed": _l("Please say how the question comes."),
    "handed_over_how": _l("Please say how it was handed over."),
    "citizen_name_needed": _l("Please write how the citizen is called: a name alone is enough."),
    "citizen_consent_needed": _l("Please say how the citizen consented. Without it the library may not keep the question."),
    "read_back_needed": _l("Please read the text to the citizen, then tick this."),
    "appeal_unsigned": _l(
        "A formal appeal is signed by the citizen (Law 393/96-ВР, art. 5): print it for signing, or record a public question."
    ),
    "appeal_by_phone": _l(
        "A formal appeal cannot be signed by telephone (Law 393/96-ВР, art. 5). Record a public question, or ask for a visit."
    ),
    "email_of_staff": _l("This is an address of the library. Letters go to the citizen’s own address or to none."),
    "received_on_needed": _l("Please give the day and the time of receipt for which you wrote the reason."),
    "received_in_future": _l("This time is still to come. Please give the time at which the question was received."),
    "received_too_early": _l("This is too long ago: the earliest day is %(earliest)s."),
    "late_reason_needed": _l("Please write why the question is entered later than it was received."),
    "time_form": _l("Please give the time as hours:minutes, for example 14:30."),
    "files_needed": _l("Please choose at least one file."),
    "asker_erased": _l("The data of the asker were deleted when their term was over; nothing can be added to them."),
    "handed_over_already": _l("Somebody has handed this over already, or it no longer holds."),
    "topic_id_gone": _l("This topic is no longer there. Please choose another or “I don’t know”."),
    "authority_id_gone": _l("This authority is no longer there. Please choose another or “I don’t know”."),
    "file_too_big": _l("The file “%(name)s” is larger than %(megabytes)s MB. Please send a smaller one."),
    "file_empty": _l("The file “%(name)s” is empty. Please choose it again."),
    "file_kind": _l("The file “%(name)s” is neither a picture (JPEG, PNG, WebP) nor a PDF. Please save it as one of these."),
    "file_broken": _l("The file “%(name)s” is damaged and cannot be opened. Please save it anew and choose it again."),
    "picture_too_large": _l("The picture “%(name)s” has too many pixels. Please make it smaller, 4000 pixels wide is enough."),
    "too_many_files": _l("At most %(limit)s files can be attached."),
    "official_needed": _l("Please choose at least one official."),
    "official_gone": _l("One of the officials is no longer there. Please choose again."),
    "official_has_it": _l("This official has the question already. Please choose another."),
    "answer_needed": _l("Please write the answer."),
    "outcome_needed": _l("Please choose the result."),
    "promise_needs_date": _l("Please give the date by which it is planned."),
    "date_form": _l("Please give the date as day.month.year, for example 02.04.2026."),
    "files_too_big": _l("With the file “%(name)s” the files are larger than 20 MB together. Please send a smaller one."),
    "date_in_the_past": _l("Please give a date that is still to come."),
    "date_to_come": _l("This day is still to come. Please give the day on which it happened."),
    "registered_before_sent": _l("The library sent the question on %(sent)s; it cannot have been registered earlier."),
    "date_not_later": _l("The new date must be later than %(due)s."),
    "date_too_late": _l("The law allows no later date than %(latest)s."),
    "extended_already": _l("The term has been extended once already; it cannot be extended again."),
    "clarified_already": _l("The clarification has already been sent."),
    "nobody_to_send_back_to": _l("This answer is the library’s own: nobody can be asked to mend it. You can edit it here."),
    "personal_data_left": _l("This text may hold personal data. Please replace it by marks, or say below that it may stay."),
    "wartime_unchecked": _l("Please make the security check and tick it before anything becomes public."),
    "answer_to_choose": _l("Please tick at least one answer."),
    "referral_closed": _l("The library does not expect an answer to this question any more."),
    "referral_answered": _l("This question is already answered."),
    "line_too_long": _l("This is too long: at most %(limit)s characters fit here."),
    "wrong_number_or_pin": _l("This number and this PIN do not belong together. Please compare both with your receipt."),
    "terminal_code_wrong": _l("This code is wrong, used up or older than a day. Please ask an administrator for a new one."),
    "terminal_name_needed": _l("Please give the terminal a name, such as the place where it stands."),
    "referral_not_ours": _l("This question was given back to the library as another body’s."),
    "referral_waiting": _l("This question waits for an address of the official; nothing was sent yet."),
    "official_without_address": _l("The directory has no address of this official."),
    "referral_recalled": _l("The library has taken this question back."),
    "login_wrong": _l("The login or the password is wrong. Please try again."),
    "login_form": _l("A login has 2 to 64 letters, digits or signs . _ - + @, without spaces."),
    "login_taken": _l("There is an account with this login already. Please choose another."),
    "account_name_needed": _l("Please give the librarian’s name."),
    "password_short": _l("The password is too short: at least %(shortest)s characters. A few words of your own do well."),
    "password_wrong": _l("The present password is wrong."),
    "branch_gone": _l("This branch is no longer there. Please choose another."),
    "last_administrator": _l("This is the last administrator. Please appoint another one first."),
    "kind_fixed": _l("The question is taken up already. Change what it is under “Class and term”, with a reason."),
    "kind_needed": _l("Please choose what it is."),
    "pace_unfit": _l("This term does not belong to this kind of question."),
    "regime_stays": _l("An authority has it under the law. It can become an ordinary question only by its author’s own choice."),
    "appeal_lacks_requisites": _l(
        "A formal appeal needs surname, first name and residence (Law 393/96-ВР, art. 5). Return it to its author."
    ),
    "information_request_lacks_requisites": _l(
        "An information request needs a name and an address for the reply (Law 2939-VI, art. 19)."
    ),
    "date_shortens_nothing": _l("This is no shorter than the month of the law. Please give an earlier day."),
    "legal_index_form": _l("An index looks like К-401, КО-12 or БП-3."),
    "complained_gone": _l("This body or official is no longer in the directory. Please choose again."),
    "complaint_to_its_object": _l(
        "%(name)s cannot get this complaint: it complains of this official or this body (Law 393/96-ВР, art. 7)."
    ),
    "complaint_is_with_it": _l("%(name)s, of whom it complains, has it already (Law 393/96-ВР, art. 7). Take it back first."),
    "no_comment": _l("There is no comment of the asker to publish."),
    "mail_settled": _l("Somebody has already seen to this message."),
    "mail_empty": _l("The message has no words that could be kept as a note. Save its file if you need it."),
    "number_unknown": _l("There is no question with this number."),
    "number_needed": _l("Please write the number of the other question."),
    "merge_self": _l("A question cannot be joined with itself, nor with one that was joined with it."),
    "merge_answered": _l("This question has an answer of its own. Join the other one with it instead."),
    "merge_ended": _l("Question %(number)s is declined or withdrawn: its asker gets no answer that could be given to others."),
    "merge_not_public": _l(
        "Question %(number)s is not for readers: nobody else may be given its answer. If this one is, join the other with it."
    ),
    "merge_kinds": _l("The two are of different kinds: each has its own term and its own right to an answer."),
    "merge_own_right": _l(
        "A formal appeal or an information request of another person has a right to an answer of its own "
        "(Law 393/96-ВР, art. 15 and 18; Law 2939-VI, art. 14 and 20). Pass it on to the same official instead."
    ),
    "link_needed": _l("Please leave %(words)s where it stood: without the link the reader of the letter can do nothing."),
    "letter_not_failed": _l("This letter is not waiting for you any more."),
    "field_needed": _l("This field must not be empty."),
    "key_taken": _l("There is one with this code or address already."),
    "email_form": _l("This is no e-mail address. It should look like name@example.com."),
    "slug_form": _l("Only small Latin letters, digits and dashes, for it stands in addresses."),
    "code_form": _l("Only letters, digits and dashes, at most 64."),
    "official_topic_unknown": _l("The classifier has topics 1 to 24."),
    "edrpou_form": _l("This is no EDRPOU code: eight digits, of which the last checks the others."),
    "katottg_form": _l("This is no KATOTTG code: UA and 17 digits, such as UA48060150010035747."),
    "ends_before_it_begins": _l("The last day is before the first one."),
    "leads_back": _l("This leads back to where it began. Please choose another."),
    "day_to_come": _l("Please give a day that has come: today or before."),
    "name_before": _l("The name that it had before held until %(last)s. Please give a later day."),
    "csv_no_text": _l("This is no CSV file. Save the table as “CSV UTF-8” and choose it again."),
    "csv_too_big": _l("The file is larger than %(kilobytes)s KB. Please split it."),
    "csv_columns": _l("The first line names neither the columns of authorities nor those of officials."),
    "csv_column_twice": _l("The first line names a column twice."),
    "csv_reference": _l("%(column)s: there is no “%(name)s”, neither here nor in the file."),
    "leads_back_to": _l("%(column)s: this leads back to where it began."),
    "csv_broken": _l("The file cannot be read as CSV: %(words)s."),
    "csv_cells": _l("The line has %(found)s cells, the head only %(wanted)s. Perhaps a text with commas lacks quotation marks."),
    "csv_twice": _l("“%(key)s” stands in line %(first)s already."),
    "csv_topic": _l("There is no topic “%(name)s”."),
    "csv_authority": _l("There is no authority “%(name)s”, neither here nor in the file."),
    "invalid": _l("Something in the form is not right. Please look through it."),
}  # fmt: skip


def say(error: DomainError) -> str:
    """Return an error in the reader's language."""
    params = {name: day(value) if isinstance(value, dt.date) else value for name, value in error.params.items()}
    return str(MESSAGES.get(error.code, MESSAGES["invalid"])) % params
