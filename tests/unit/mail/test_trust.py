"""A mailbox whose certificate is vouched for by an authority of the library's own."""

import contextlib
import dataclasses
import socket
import threading

import pytest

from reception import create_app
from reception.mail.mailbox import Mailbox, NoMailbox
from tests.application import opened
from tests.certificates import Authority

HOST = "127.0.0.1"


@contextlib.contextmanager
def mailbox_server(context):
    """Serve an empty mailbox over TLS; return the port."""
    with socket.create_server((HOST, 0)) as listening:
        threading.Thread(target=_serve, args=(listening, context), daemon=True).start()
        yield listening.getsockname()[1]


def _serve(listening, context) -> None:
    with contextlib.suppress(OSError):
        while True:
            line, _address = listening.accept()
            with line, contextlib.suppress(OSError), context.wrap_socket(line, server_side=True) as safe:
                _speak(safe)


def _speak(line) -> None:
    with line.makefile("rwb", 0) as file:
        file.write(b"* OK ready\r\n")
        while command := file.readline().split():
            file.write(b"* CAPABILITY IMAP4rev1\r\n%s OK done\r\n" % command[0])


def test_it_is_believed_when_the_authority_is_named_and_not_otherwise(settings, tmp_path):
    authority = Authority(tmp_path)
    with mailbox_server(authority.context(HOST)) as port:
        ours = dataclasses.replace(settings, imap_server=HOST, imap_port=port, imap_username="x", imap_password="y")
        with opened(create_app(ours)) as app, app.app_context(), pytest.raises(NoMailbox, match="CERTIFICATE"):
            Mailbox().__enter__()
        named = dataclasses.replace(ours, mail_ca_file=str(authority.file))
        with opened(create_app(named)) as app, app.app_context(), Mailbox() as mailbox:
            assert mailbox
