"""A real name server for the tests: it answers for TXT records, over UDP on a free port."""

import contextlib
import socket
import threading

import dns.message
import dns.resolver
import dns.rrset


class NameServer:
    """Answers with `records`, a text a name; any other name is not there. Silent when told to be."""

    def __init__(self) -> None:
        self.records: dict[str, list[str]] = {}
        self.silent = False
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def resolver(self) -> dns.resolver.Resolver:
        """Return a resolver that asks nobody else."""
        ours = dns.resolver.Resolver(configure=False)
        ours.nameservers, ours.port = ["127.0.0.1"], self.port
        return ours

    def __enter__(self) -> "NameServer":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._socket.sendto(b"", ("127.0.0.1", self.port))  # the last word: stop
        self._thread.join(timeout=60)
        self._socket.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                asked, where = self._socket.recvfrom(4096)
                if not asked:
                    return
                if not self.silent:
                    self._socket.sendto(self._answer(dns.message.from_wire(asked)).to_wire(), where)

    def _answer(self, asked: dns.message.Message) -> dns.message.Message:
        answer = dns.message.make_response(asked)
        name = asked.question[0].name
        texts = self.records.get(name.to_text(omit_final_dot=True))
        if texts is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
            return answer
        parts = (" ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200)) for text in texts)
        answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *parts))
        return answer
