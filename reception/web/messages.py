"""Rules that were broken, said to a person: what is the matter and what to do next. One text a code of `domain/errors.py`."""

import datetime as dt

from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from reception.domain.errors import DomainError

MESSAGES = {
    "not_found": _l("There is no such page, or it is not open to you."),
    "stale": _l("Somebody changed this question while the page was open."),
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
    "date_not_later": _l("The new date must be later than %(due)s."),
    "date_too_late": _l("The law allows no later date than %(latest)s."),
    "extended_already": _l("The term has been extended once already; it cannot be extended again."),
    "clarified_already": _l("The clarification has already been sent."),
    "nobody_to_send_back_to": _l("This answer is the library’s own: nobody can be asked to mend it. You can edit it here."),
    "referral_closed": _l("The library does not expect an answer to this question any more."),
    "referral_answered": _l("This question is already answered."),
    "line_too_long": _l("This is too long: at most %(limit)s characters fit here."),
    "wrong_number_or_pin": _l("This number and this PIN do not belong together. Please compare both with your receipt."),
    "terminal_code_wrong": _l("This code is wrong, used up or older than a day. Please ask an administrator for a new one."),
    "terminal_name_needed": _l("Please give the terminal a name, such as the place where it stands."),
    "referral_not_ours": _l("This question was given back to the library as another body’s."),
    "referral_recalled": _l("The library has taken this question back."),
    "login_wrong": _l("The login or the password is wrong. Please try again."),
    "login_form": _l("A login has 2 to 64 letters, digits or signs . _ - + @, without spaces."),
    "login_taken": _l("There is an account with this login already. Please choose another."),
    "account_name_needed": _l("Please give the librarian’s name."),
    "password_short": _l("The password is too short: at least %(shortest)s characters. A few words of your own do well."),
    "password_wrong": _l("The present password is wrong."),
    "branch_gone": _l("This branch is no longer there. Please choose another."),
    "last_administrator": _l("This is the last administrator. Please appoint another one first."),
    "kind_fixed": _l("The question is with an authority already. Take it back first, then change what it is."),
    "no_comment": _l("There is no comment of the asker to publish."),
    "letter_not_failed": _l("This letter is not waiting for you any more."),
    "field_needed": _l("This field must not be empty."),
    "key_taken": _l("There is one with this code or address already."),
    "email_form": _l("This is no e-mail address. It should look like name@example.com."),
    "slug_form": _l("Only small Latin letters, digits and dashes, for it stands in addresses."),
    "code_form": _l("Only letters, digits and dashes, at most 64."),
    "official_topic_unknown": _l("The classifier has topics 1 to 24."),
    "csv_no_text": _l("This is no CSV file. Save the table as “CSV UTF-8” and choose it again."),
    "csv_too_big": _l("The file is larger than %(kilobytes)s KB. Please split it."),
    "csv_columns": _l("The first line names neither the columns of authorities nor those of officials."),
    "csv_broken": _l("The file cannot be read as CSV: %(words)s."),
    "csv_cells": _l("The line has %(found)s cells, the head only %(wanted)s. Perhaps a text with commas lacks quotation marks."),
    "csv_twice": _l("“%(key)s” stands in line %(first)s already."),
    "csv_topic": _l("There is no topic “%(name)s”."),
    "csv_authority": _l("There is no authority “%(name)s”, neither here nor in the file."),
    "invalid": _l("Something in the form is not right. Please look through it."),
}  # fmt: skip


def say(error: DomainError) -> str:
    """Return an error in the reader's language."""
    params = {name: format_date(value, "long") if isinstance(value, dt.date) else value for name, value in error.params.items()}
    return str(MESSAGES.get(error.code, MESSAGES["invalid"])) % params
