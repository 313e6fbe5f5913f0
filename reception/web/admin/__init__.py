"""Administration: accounts, branches and terminals, topics, reasons, authorities and officials."""

from flask import Blueprint, Response, request
from flask_login import current_user

from reception.domain.permission_names import Permission
from reception.permissions import require
from reception.web import persons
from reception.web.admin import accounts, calendar, directory, home, importing, reorganising, terminals
from reception.web.security import private
from reception.web.sessions import to_login

blueprint = Blueprint("admin", __name__, url_prefix="/admin")


TEXTS = frozenset({"admin.texts", "admin.texts_new", "admin.texts_change"})
"""The pages of ready texts: all librarians write these."""


@blueprint.before_request
def _administrators_only() -> Response | None:
    if not current_user.is_authenticated:
        return to_login()
    require(persons.staff(), Permission.WRITE_TEXTS if request.endpoint in TEXTS else Permission.ADMINISTER)
    return None


blueprint.after_request(private)

POST, BOTH = ["POST"], ["GET", "POST"]

blueprint.add_url_rule("/", "home", home.home)
blueprint.add_url_rule("/journal", "journal", home.journal)
blueprint.add_url_rule("/calendar", "calendar", calendar.calendar, methods=BOTH)
blueprint.add_url_rule("/calendar/recount", "count_anew", calendar.count_anew, methods=POST)
blueprint.add_url_rule("/accounts", "accounts", accounts.accounts)
blueprint.add_url_rule("/accounts/new", "account_new", accounts.new, methods=BOTH)
blueprint.add_url_rule("/accounts/<int:account_id>", "account", accounts.change, methods=BOTH)
blueprint.add_url_rule("/accounts/<int:account_id>/password", "account_password", accounts.password, methods=BOTH)
blueprint.add_url_rule("/accounts/<int:account_id>/disable", "account_disable", accounts.disable, methods=POST)
blueprint.add_url_rule("/accounts/<int:account_id>/enable", "account_enable", accounts.enable, methods=POST)
blueprint.add_url_rule("/terminals", "terminals", terminals.terminals, methods=BOTH)
blueprint.add_url_rule("/terminals/<int:terminal_id>/code", "terminal_code", terminals.renew, methods=POST)
blueprint.add_url_rule("/terminals/<int:terminal_id>/revoke", "terminal_revoke", terminals.revoke, methods=POST)
blueprint.add_url_rule("/import", "upload", importing.upload, methods=BOTH)
blueprint.add_url_rule("/import/confirm", "confirm", importing.confirm, methods=POST)
blueprint.add_url_rule("/export/<what>.csv", "export", importing.export)
blueprint.add_url_rule("/authorities/<int:row_id>/merge", "reorganise", reorganising.merge, methods=BOTH)
blueprint.add_url_rule("/officials/<int:row_id>/address", "accept_address", directory.accept_address, methods=POST)

for _noun in directory.NOUNS:
    blueprint.add_url_rule(f"/{_noun.name}", _noun.name, directory.listing(_noun))
    blueprint.add_url_rule(f"/{_noun.name}/new", f"{_noun.name}_new", directory.new(_noun), methods=BOTH)
    blueprint.add_url_rule(f"/{_noun.name}/<int:row_id>", f"{_noun.name}_change", directory.change(_noun), methods=BOTH)
