"""A real IMAP server for the tests: Debian's Dovecot with one mailbox, in a folder of its own."""

import dataclasses
import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import time
from pathlib import Path

from reception.config import Settings

DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
USER, PASSWORD = "answers", "secret-of-the-mailbox"

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


class ImapServer:
    """The server. `messages()` are those in the mailbox; `put(raw)` adds one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self) -> None:
        """Start, and wait until it answers. Mail of root is refused, so root runs it for nobody."""
        who = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        group = grp.getgrgid(who.pw_gid).gr_name
        names = {"user": who.pw_name, "group": group, "uid": who.pw_uid, "gid": who.pw_gid}
        config = self.folder / "dovecot.conf"
        config.write_text(CONFIG.format(folder=self.folder, port=self.port, password=PASSWORD, **names))
        for part in ("mail", "run", "state"):
            (self.folder / part).mkdir()
        shutil.chown(self.folder, who.pw_uid, who.pw_gid)
        shutil.chown(self.folder / "mail", who.pw_uid, who.pw_gid)
        self.process = subprocess.Popen([DOVECOT, "-F", "-c", str(config)], stderr=subprocess.PIPE)
        self._wait()

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.communicate(timeout=120)

    def read_by(self, settings: Settings) -> Settings:
        """Return settings with which this mailbox is read, and answers are taken by mail."""
        mailbox = {"imap_server": "127.0.0.1", "imap_port": self.port, "imap_use_ssl": False, "imap_username": USER}
        ours = {"mail_sender": "reception@library.example", "mail_reply_address": "answers+*@library.example"}
        return dataclasses.replace(settings, imap_password=PASSWORD, **mailbox, **ours)

    def client(self) -> imaplib.IMAP4:
        """Return a connection with the mailbox open."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=120)
        client.login(USER, PASSWORD)
        client.select("INBOX")
        return client

    def put(self, raw: bytes) -> None:
        """Add a message to the mailbox."""
        with self.client() as client:
            assert client.append("INBOX", None, None, raw)[0] == "OK"

    def messages(self) -> list[bytes]:
        """Return the messages in the mailbox."""
        with self.client() as client:
            numbers = client.search(None, "ALL")[1][0].split()
            return [client.fetch(number.decode(), "(BODY.PEEK[])")[1][0][1] for number in numbers]

    def clear(self) -> None:
        """Remove every message."""
        with self.client() as client:
            client.store("1:*", "+FLAGS.SILENT", r"(\Deleted)") if client.search(None, "ALL")[1][0] else None
            client.expunge()

    def _wait(self) -> None:
        for _ in range(600):
            try:
                self.client().logout()
            except (OSError, imaplib.IMAP4.error):
                time.sleep(0.05)
            else:
                return
        raise AssertionError(f"Dovecot does not answer: {(self.folder / 'log').read_text()[-2000:]}")
