"""Settings: one typed class, read from environment variables `RECEPTION_…` and from `instance/settings.cfg`, in that order.

To add a setting: add a field with its help; `docs/configuration.md` is checked against this file.
"""

import configparser
import os
import re
import secrets
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from reception.domain.reminders import Plan, read_plan

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "RECEPTION_"
_REPLY_ADDRESS = re.compile(r"[^@*\s]*\*[^@*\s]*@[^@*\s]+")
_BOUNCE_ADDRESS = re.compile(r"([^@*\s]*\*?[^@*\s]*@[^@*\s]+)?")


class SettingsError(Exception):
    """The settings do not do; `lines` says why, one line a setting."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def _setting(default: object, text: str):
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings of an installation."""

    instance: Path = _setting(ROOT / "instance", "Folder of the database, uploads, secrets and the demo's mail.")
    index: Path = _setting(ROOT / "search_index", "Folder of the search index; it can always be rebuilt.")
    production: bool = _setting(False, "True for a real installation: secrets and a mail server must be set.")
    demo: bool = _setting(False, "True for a trial: demo content, a mail catcher and its page at /demo/mail/.")
    secret_key: str = _setting("", "Signs sessions and forms. At least 32 random characters.")
    token_key: str = _setting("", "Derives PINs and answer links. Never change it: PINs on paper would stop working.")
    database_url: str = _setting("", "Database; empty means SQLite in the instance folder. PostgreSQL: postgresql+psycopg://…")
    public_url: str = _setting("http://127.0.0.1:8000", "Address at which people see the site; links in letters begin with it.")
    trusted_proxies: int = _setting(0, "How many proxies before the application set X-Forwarded-For and -Proto.")

    library_name: str = _setting("Центральна міська бібліотека", "Name of the library, as the site shows it.")
    library_name_en: str = _setting("Central City Library", "Name of the library on the English pages.")
    library_phone: str = _setting("", "Telephone for citizens.")
    library_address: str = _setting("", "Postal address of the library.")
    library_email: str = _setting("", "E-mail of the library for citizens, shown on the pages about privacy and accessibility.")
    emblem: str = _setting("", "File name of the emblem in the instance folder (SVG or PNG); empty means the built-in one.")
    accent_color: str = _setting("", "Accent colour, such as #1f4e8c; empty means the built-in one.")
    city: str = _setting("Миколаїв", "City, for the pages that say whose authorities answer.")
    city_en: str = _setting("Mykolaiv", "City on the English pages.")
    number_prefix: str = _setting("МК", "Letters before the year in a question's number.")

    legal_index: bool = _setting(False, "Yes: appeals also get the registration index of Instruction 348, such as К-401.")

    mail_server: str = _setting("", "SMTP server that takes the letters.")
    mail_port: int = _setting(25, "Port of the SMTP server.")
    mail_use_tls: bool = _setting(False, "STARTTLS on the connection (port 587 or 25).")
    mail_use_ssl: bool = _setting(False, "TLS from the first byte (port 465); not together with STARTTLS.")
    mail_ca_file: str = _setting(
        "", "File with the certificate of an authority of your own that vouches for your mail servers, besides those known."
    )
    mail_username: str = _setting("", "User of the SMTP server, if it asks for one.")
    mail_password: str = _setting("", "Password of that user.")
    mail_sender: str = _setting("", "Address from which letters come, such as reception@library.example.")
    mail_reply_address: str = _setting(
        "", "Address for answers by mail, * standing for a letter’s mark: answers+*@library.example. Empty: only by the link."
    )
    mail_bounce_address: str = _setting(
        "",
        "Address for reports on letters that were not delivered, * standing for a letter’s mark: bounces+*@library.example. "
        "Empty: the sender’s.",
    )
    mail_daily_cap: int = _setting(
        50, "Letters that one address gets in a day; more wait until tomorrow, and the desk is told. 0: no limit."
    )
    mail_loop_limit: int = _setting(
        5, "How often within an hour the same letter about one question goes to one address; one more is a task. 0: no limit."
    )
    admin_email: str = _setting(
        "", "Address that is told when no letter leaves; empty: the addresses of the accounts of administrators."
    )
    mail_trusted_servers: str = _setting(
        "", "Names of your mail servers (authserv-id, commas between) whose Authentication-Results are believed; empty: none."
    )
    dkim_key: str = _setting("", "File with the private key by which letters are signed (DKIM); empty: they are not.")
    dkim_selector: str = _setting("reception", "Name of the public key in the DNS: <selector>._domainkey.<domain>.")
    imap_server: str = _setting("", "IMAP server of the mailbox from which mail is collected; empty: none is collected.")
    imap_port: int = _setting(993, "Port of the IMAP server.")
    imap_use_ssl: bool = _setting(True, "TLS from the first byte; without it STARTTLS if the server offers it.")
    imap_username: str = _setting("", "User of the mailbox.")
    imap_password: str = _setting("", "Password of that user.")
    imap_folder: str = _setting("INBOX", "Folder that is read; what is taken in is removed from it.")
    lmtp_port: int = _setting(0, "Port of this machine at which the worker takes mail by LMTP; 0: none.")
    mail_timeout: int = _setting(20, "Seconds to wait for the SMTP server.")

    search_engine: typing.Literal["whoosh", "tantivy", "postgresql"] = _setting(
        "whoosh", "Search engine: whoosh, tantivy (large archives) or postgresql (several machines)."
    )
    terminal_idle_seconds: int = _setting(90, "Seconds without a touch before a terminal's countdown begins.")
    terminal_countdown_seconds: int = _setting(20, "Seconds of that countdown.")
    link_grace_days: int = _setting(7, "Days for which an official's link works after the answer.")
    correction_days: int = _setting(7, "Days after an answer was given out in which its official may send a correction.")
    submissions_per_hour: int = _setting(6, "Questions from one address an hour (home).")
    terminal_submissions_per_hour: int = _setting(40, "Questions from one terminal an hour.")
    undo_seconds: int = _setting(
        30, "Seconds in which a librarian can undo what was sent, decided or published; letters leave after them. 0: none."
    )
    delay_notice_from: int = _setting(
        100, "So many unread questions make the site tell citizens that it takes longer at present; 0: never."
    )
    registration_days: int = _setting(
        5, "Working days after sending up to which an official may date its registration; a later one is the library’s to enter."
    )
    soon_days_own: int = _setting(1, "Days before a date of the library’s own at which a question counts as nearly overdue.")
    soon_days_law: int = _setting(5, "Days before a date set by law at which a question counts as nearly overdue.")
    claim_minutes: int = _setting(
        30, "Minutes after which a question that a librarian has in hand, and does nothing to, is free for colleagues."
    )
    reminder_days_before: str = _setting(
        "5, 1", "Days before an answer is due at which its official is reminded, commas between; empty: none."
    )
    reminder_days_after: str = _setting("1", "Days after it was due at which the official is reminded.")
    reminder_days_superior: str = _setting("7", "Days after it was due at which the official’s superior is told.")
    working_hours: str = _setting("9-18", "Hours of Kyiv in which reminders leave, on working days: 9-18 or 09:00-17:30.")
    promise_days_before: int = _setting(
        7, "Days before a promised date at which its official is told that it is near; 0: not at all."
    )
    promise_reply_days: int = _setting(
        5, "Working days without a reply after which an official is asked again about a promise, and then a librarian asks."
    )
    promise_link_days: int = _setting(45, "Days for which the link of a letter about a promise works.")
    retention_years: int = _setting(
        5, "Years after a question has ended for which its asker’s name, contacts, files and letters are kept."
    )
    late_entry_days: int = _setting(
        60, "Days back to which a librarian may enter the true time at which a question was received."
    )
    log_level: typing.Literal["DEBUG", "INFO", "WARNING", "ERROR"] = _setting(
        "INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR."
    )

    @property
    def database(self) -> str:
        """Return the database address, the default filled in."""
        return self.database_url or f"sqlite:///{self.instance / 'reception.sqlite3'}"

    @property
    def uploads(self) -> Path:
        """Return the folder of attachments."""
        return self.instance / "uploads"

    @property
    def calendar_file(self) -> Path:
        """Return the file in which an administrator says what the calendar that comes with the program does not know."""
        return self.instance / "calendar.toml"

    @property
    def sender(self) -> str:
        """Return the address from which letters come."""
        return self.mail_sender or "reception@localhost"

    @property
    def reminders(self) -> Plan:
        """Return which reminders there are. Raises ValueError for days or hours that are none."""
        days = (self.reminder_days_before, self.reminder_days_after, self.reminder_days_superior)
        return read_plan(*days, self.working_hours)

    def problems(self) -> list[str]:
        """Return what keeps an installation from starting, one line a setting; a production installation needs more."""
        needed = {"mail_reply_address": not self.mail_reply_address or _REPLY_ADDRESS.fullmatch(self.mail_reply_address)}
        needed["mail_bounce_address"] = _BOUNCE_ADDRESS.fullmatch(self.mail_bounce_address)
        needed["mail_use_ssl"] = not (self.mail_use_ssl and self.mail_use_tls)
        needed |= self._of_reminders()
        needed |= self._needed_in_production() if self.production else {}
        return [f"{PREFIX}{name.upper()}: {_HELP[name]}" for name, good in needed.items() if not good]

    def _of_reminders(self) -> dict[str, bool]:
        wrong = {}
        for name in ("reminder_days_before", "reminder_days_after", "reminder_days_superior", "working_hours"):
            given = {"before": "", "after": "", "superior": "", "hours": "9-18"}
            given[name.rpartition("_")[2]] = getattr(self, name)
            try:
                read_plan(**given)
            except ValueError:
                wrong[name] = False
        return wrong

    def _needed_in_production(self) -> dict[str, bool]:
        return {
            "secret_key": len(self.secret_key) >= 32,
            "token_key": len(self.token_key) >= 32,
            "mail_server": bool(self.mail_server),
            "mail_sender": "@" in self.mail_sender,
            "public_url": self.public_url.startswith("https://"),
        }


_HELP = {f.name: f.metadata["help"] for f in fields(Settings)}
_TYPES = typing.get_type_hints(Settings)


def read_settings(environ: Mapping[str, str] = os.environ, **given: object) -> Settings:
    """Return the settings of the environment and the instance's file. Raises SettingsError, one line for each that is wrong."""
    instance = Path(str(given.get("instance") or _instance(environ))).absolute()
    values: dict[str, object] = {"instance": instance}
    errors: list[str] = []
    from_file = _file(instance / "settings.cfg")
    for name, kind in _TYPES.items():
        raw = environ.get(PREFIX + name.upper(), from_file.get(PREFIX + name.upper()))
        if raw is None or name == "instance":
            continue
        try:
            values[name] = _convert(raw, kind)
        except ValueError:
            errors.append(f"{PREFIX}{name.upper()}: «{raw}» is not {_wanted(kind)}. {_HELP[name]}")
    for place, names in ((instance / "settings.cfg", from_file), ("the environment", environ)):
        ours = [key for key in names if key.startswith(PREFIX) or names is from_file]
        unknown = [key for key in ours if key.removeprefix(PREFIX).lower() not in _TYPES]
        errors += [f"{key}: there is no such setting (in {place})" for key in unknown]
    if errors:
        raise SettingsError(errors)
    settings = Settings(**{**values, **given, **{"instance": instance}})
    return settings if settings.production else _with_keys(settings)


def is_said(name: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the environment or the instance's file says a setting, so that it is not the default."""
    variable = PREFIX + name.upper()
    return variable in environ or variable in _file(_instance(environ) / "settings.cfg")


def _instance(environ: Mapping[str, str]) -> Path:
    return Path(environ.get(f"{PREFIX}INSTANCE") or ROOT / "instance").absolute()


_KIND = {bool: "yes or no", int: "a whole number", Path: "a path", str: "text"}


def _wanted(kind: typing.Any) -> str:
    choices = typing.get_args(kind)
    return f"one of: {', '.join(choices)}" if choices else _KIND[kind]


def _convert(raw: str, kind: typing.Any) -> object:
    raw = raw.strip()
    if typing.get_args(kind):
        return _one_of(raw, typing.get_args(kind))
    if kind is bool:
        if raw.lower() not in _BOOLEANS:
            raise ValueError(raw)
        return _BOOLEANS[raw.lower()]
    if kind is Path:
        return Path(raw).absolute()
    return kind(raw)


def _one_of(raw: str, choices: tuple[str, ...]) -> str:
    for choice in choices:
        if raw.lower() == choice.lower():
            return choice
    raise ValueError(raw)


_BOOLEANS = configparser.ConfigParser.BOOLEAN_STATES


def _file(path: Path) -> dict[str, str]:
    """Return the lines NAME = value of a settings file; a file that is not there has none."""
    if not path.exists():
        return {}
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str.upper
    try:
        parser.read_string("[settings]\n" + path.read_text(encoding="utf-8-sig"))
    except (configparser.Error, UnicodeDecodeError) as error:
        raise SettingsError([f"{path}: not lines of NAME = value ({error})"]) from error
    return dict(parser["settings"])


def _with_keys(settings: Settings) -> Settings:
    """Return the settings with secrets from the instance folder, made there the first time: for a trial nobody sets them."""
    keys = {}
    for name in ("secret_key", "token_key"):
        keys[name] = getattr(settings, name) or _key_file(settings.instance / name)
    return Settings(**{f.name: getattr(settings, f.name) for f in fields(settings)} | keys)


def _key_file(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
