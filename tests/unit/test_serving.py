"""The web server of `reception run` ends when it is told to, whoever is just there."""

import http.client
import socket
import sys
import threading
import time

import pytest

from reception.cli import serve


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


@pytest.fixture
def visitor(listener):
    visitor = http.client.HTTPConnection(*listener.getsockname(), timeout=30)
    yield visitor
    visitor.close()


def greet(_environ, start_response):
    start_response("200 OK", [("Content-Length", "5")])
    return [b"Hello"]


def test_a_browser_that_keeps_its_connection_open_does_not_hold_it_up(listener, visitor):
    leaves = threading.Timer(20, visitor.close)
    with serve.serving(greet, listener):
        visitor.request("GET", "/")
        assert visitor.getresponse().read() == b"Hello"
        leaves.start()
    assert leaves.is_alive(), "the server waited for the visitor to leave"
    leaves.cancel()


def test_a_request_is_finished(listener, visitor):
    begun = threading.Event()

    def slowly(environ, start_response):
        begun.set()
        time.sleep(0.3)
        return greet(environ, start_response)

    with serve.serving(slowly, listener):
        visitor.request("GET", "/")
        assert begun.wait(30)
    assert visitor.getresponse().read() == b"Hello"


def test_a_request_that_takes_for_ever_is_given_up(listener, visitor, monkeypatch):
    monkeypatch.setattr(serve, "FINISHING", 0.2)
    begun, over = threading.Event(), threading.Event()

    def for_ever(environ, start_response):
        begun.set()
        over.wait(30)
        return greet(environ, start_response)

    with serve.serving(for_ever, listener):
        visitor.request("GET", "/")
        assert begun.wait(30)
    assert not over.is_set()
    over.set()


def test_it_may_be_told_at_any_moment(monkeypatch):
    """Also at the one at which it begins to wait."""
    raised, pause = [], sys.getswitchinterval()
    monkeypatch.setattr(threading, "excepthook", raised.append)
    sys.setswitchinterval(1e-6)
    try:
        for _each in range(200):
            with socket.create_server(("127.0.0.1", 0)) as listener, serve.serving(greet, listener):
                pass
    finally:
        sys.setswitchinterval(pause)
    assert raised == []
