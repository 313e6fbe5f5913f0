"""What a trial has beside a real installation: its demo, the catcher of its mail, an address of its own."""

import contextlib
import socket
from collections.abc import Iterator

from reception.config import PREFIX, Settings, is_said, read_settings
from reception.mail.catcher import Catcher
from reception.services.demo_cast import demo_accounts, demo_password

LOCAL = "127.0.0.1"
Environment = dict[str, str]


def what_a_trial_lacks(address: str) -> Environment:
    """Return the settings nobody made that a start on this computer can make for them."""
    made = {"public_url": address}
    if not read_settings().production:
        made["demo"] = "yes"
    return {PREFIX + name.upper(): value for name, value in made.items() if not is_said(name)}


@contextlib.contextmanager
def catching_mail(settings: Settings) -> Iterator[Environment]:
    """Catch letters while the block runs; give the settings that bring them here, none where there is a mail server."""
    if settings.production or settings.mail_server:
        yield {}
        return
    port = _free_port()
    catcher = Catcher(settings.instance / "mail", port)
    catcher.start()
    try:
        yield {f"{PREFIX}MAIL_SERVER": LOCAL, f"{PREFIX}MAIL_PORT": str(port)}
    finally:
        catcher.stop()


def accounts_of() -> list[str]:
    """Return a line for each demo account: login, password as the demo made it, role, name."""
    return [
        f"{account.login:<10} {demo_password(account.login)}  {account.role.value.replace('_', ' ')}, {account.name}"
        for account in demo_accounts()
    ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        return probe.getsockname()[1]
