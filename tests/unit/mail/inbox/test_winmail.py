"""winmail.dat: the files in it come along, and what cannot be read of it is not lost."""

import random
from email.message import EmailMessage

import pytest

from reception.mail.inbox.parsing import parse
from reception.mail.inbox.winmail import Packet
from tests.unit.mail.inbox.packets import SIGNATURE, attribute, enclosed, packet

FILES = (("Відповідь на звернення.pdf", b"%PDF-1.4 x"), ("схема.png", b"\x89PNG\r\n"))


def message(content: bytes, text="Добрий день! Відповідь у файлі.", name="winmail.dat", kind="ms-tnef") -> bytes:
    mail = EmailMessage()
    mail["From"] = "petrenko@voda.example"
    mail.set_content(text)
    mail.add_attachment(content, maintype="application", subtype=kind, filename=name)
    return mail.as_bytes()


def files(raw: bytes) -> list[tuple[str, bytes]]:
    return [(file.name, file.content()) for file in parse(raw).files]


@pytest.mark.parametrize(("name", "kind"), [("winmail.dat", "octet-stream"), ("ATT00001.dat", "ms-tnef")])
def test_the_files_inside_come_in_its_place(name, kind):
    assert files(message(packet(*FILES), name=name, kind=kind)) == list(FILES)


def test_a_name_in_an_old_charset_is_read_by_the_charset_that_is_told():
    short = attribute(0x00069002, b"\0" * 14) + attribute(0x00018010, "план.doc\0".encode("cp866")) + attribute(0x0006800F, b"x")
    told = attribute(0x00069007, (866).to_bytes(4, "little") + b"\0" * 4)

    [file] = Packet(SIGNATURE + told + short).files

    assert file.name == "план.doc"


@pytest.mark.parametrize("kind", [0x0D, 0x102])
def test_a_file_among_the_properties_is_one_too(kind):
    [file] = Packet(enclosed(b"%PDF-1.4 x", kind)).files

    assert (file.name, file.content) == ("plan.pdf", b"%PDF-1.4 x")


def test_of_a_damaged_one_come_the_files_that_are_whole_and_itself():
    cut = packet(FILES[0]) + attribute(0x0006800F, b"the next one")[:-8]

    assert files(message(cut)) == [FILES[0], ("winmail.dat", cut)]
    assert files(message(b"no packet")) == [("winmail.dat", b"no packet")]


def test_one_that_holds_the_only_words_stays():
    assert files(message(packet(), text="")) == [("winmail.dat", packet())]
    assert files(message(packet())) == []


def test_nothing_in_one_makes_the_reader_fail():
    whole = packet(*FILES) + enclosed(b"x", 0x102)[len(SIGNATURE) :]
    chance = random.Random(5)
    for _each in range(3000):
        damaged = bytearray(whole)
        for _change in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(SIGNATURE), len(damaged))] = chance.randrange(256)
        assert len(Packet(bytes(damaged)).files) <= 100
