"""`reception run` and `reception worker`: what goes on until it is told to stop."""

import contextlib
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator

import click
import waitress
from flask import Flask
from flask.cli import ScriptInfo, with_appcontext
from waitress.server import BaseWSGIServer

from reception.cli.setup import make_demo, prepare
from reception.cli.trial import accounts_of, catching_mail, what_a_trial_lacks
from reception.config import read_settings
from reception.current import settings
from reception.domain.reply_address import mark_of
from reception.mail.lmtp import LmtpServer
from reception.services import demo, incoming
from reception.worker import Worker

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
THREADS = 8
FINISHING = 5
"""Seconds in which requests are finished when the web server stops."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for the whole network.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, envvar="PORT", show_envvar=True)
@click.pass_context
def run(ctx: click.Context, host: str, port: int) -> None:
    """Start everything in one process: web server, worker and, for a trial, the catcher of its mail.

    The first start sets up what is missing, and a trial's demo content. Ctrl-C stops all of it.
    """
    _log_to_terminal(logging.WARNING)
    for each in STOPPING:  # Ctrl-C too: a shell starts what runs in the background deaf to it
        signal.signal(each, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt), _listening(host, port) as listener, catching_mail(read_settings()) as mail:
        os.environ.update(what_a_trial_lacks(_address(host, port)) | mail)
        app = ctx.ensure_object(ScriptInfo).load_app()
        with app.app_context():
            prepare()
            if settings().demo and demo.is_new():
                make_demo()
        told = _ears()
        with working(app), _taking_mail(app), serving(app, listener):
            with app.app_context():
                _announce(_address(host, port), caught=bool(mail))
            _wait(told)
    click.echo("\nStopped.")


def _log_to_terminal(level: int) -> None:
    handler = logging.StreamHandler()
    handler.setLevel(level)
    logging.basicConfig(handlers=[handler], format="%(asctime)s %(levelname)s %(name)s: %(message)s")


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Take the port at once: whether it is free is known before anything is set up, and early visitors only wait."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen()
        except OSError as error:
            raise click.ClickException(f"Cannot listen on {host}:{port}: {error.strerror}. Another one: PORT=8080") from error
        yield listener


@contextlib.contextmanager
def working(app: Flask) -> Iterator[None]:
    """Let the worker run beside."""
    stop = threading.Event()
    thread = threading.Thread(target=Worker(app).run, args=(stop,), name="worker")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextlib.contextmanager
def _taking_mail(app: Flask) -> Iterator[None]:
    """Take mail by LMTP beside, if a port is set for it."""
    with app.app_context():
        ours = settings()

    def take(raw: bytes) -> bool:
        with app.app_context():
            return incoming.taken(raw)

    def wanted(address: str) -> bool:
        plain = (ours.sender.lower(), ours.mail_bounce_address.lower())
        return address.lower() in plain or any(mark_of(address, each) for each in (ours.mail_reply_address, plain[1]))

    if not ours.lmtp_port:
        yield
        return
    server = LmtpServer(ours.lmtp_port, take, wanted)
    try:
        server.start()
    except OSError as error:
        raise click.ClickException(
            f"Cannot take mail at port {ours.lmtp_port} (RECEPTION_LMTP_PORT): {error.strerror}"
        ) from error
    try:
        yield
    finally:
        server.stop()


@contextlib.contextmanager
def serving(app: Flask, listener: socket.socket) -> Iterator[None]:
    """Let the web server run beside."""
    server = waitress.create_server(app, sockets=[listener], threads=THREADS, ident="Reception")
    thread = threading.Thread(target=server.run, name="server")
    thread.start()
    try:
        yield
    finally:
        _see_off(server, thread)


def _see_off(server: BaseWSGIServer, thread: threading.Thread) -> None:
    """Let the web server finish what it is at, and end. It closes everything in its own thread: another one might close a
    socket just when the server begins to wait at it."""

    def let_go() -> None:
        visitors = list(server.active_channels.values())
        for each in visitors:
            # Browsers keep a connection open for minutes.
            each.will_close |= not each.requests or time.monotonic() > until
        if not visitors:
            server.close()

    until = time.monotonic() + FINISHING
    while thread.is_alive():
        with contextlib.suppress(OSError):  # it has closed by now
            server.trigger.pull_trigger(let_go)
        thread.join(0.05)


def _ears() -> threading.Event:
    """Return what is set when we are told to stop. From here on no signal breaks in anywhere: not while something starts,
    and not, a second time, while it ends."""
    told = threading.Event()
    for each in STOPPING:
        signal.signal(each, lambda *_: told.set())
    return told


def _wait(told: threading.Event) -> None:
    """Wait until told to stop. A signal may come to any thread and wakes only its own, so we look twice a second."""
    while not told.wait(0.5):
        pass


def _address(host: str, port: int) -> str:
    """Return the address for a browser on this computer."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 – taken out, not listened on
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _announce(address: str, caught: bool) -> None:
    ours = settings()
    click.echo(f"\n{ours.library_name_en}: {address}/")
    if caught:
        click.echo(f"Letters are caught, none is sent: {f'{address}/demo/mail/' if ours.demo else ours.instance / 'mail'}")
    if ours.demo:
        click.echo(f"Librarians sign in at {address}/desk/")
        for line in accounts_of():
            click.echo(f"  {line}")
    click.echo("Ctrl-C stops it.")


@click.command()
@with_appcontext
@click.pass_context
def worker(ctx: click.Context) -> None:
    """Send letters, keep the index up to date and tidy, until stopped: for an installation with its own web server."""
    _log_to_terminal(logging.INFO)
    app = ctx.ensure_object(ScriptInfo).load_app()
    told = _ears()
    with working(app), _taking_mail(app):
        click.echo("The worker works; Ctrl-C stops it.")
        _wait(told)
