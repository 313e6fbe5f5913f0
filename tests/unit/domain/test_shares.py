"""A link to a file that somebody shares is known, however it is typed; other links are left alone."""

import pytest

from reception.domain.shares import shares_in


@pytest.mark.parametrize(
    ("text", "name", "link"),
    [
        ("Тут: https://drive.google.com/file/d/1a/view?usp=sharing.", "Google Drive", "https://drive.google.com/file/d/1a/view?usp=sharing"),
        ("(docs.google.com/document/d/1/edit)", "Google Drive", "docs.google.com/document/d/1/edit"),
        ("[наказ](https://1drv.ms/b/s!A)", "OneDrive", "https://1drv.ms/b/s!A"),
        ("HTTPS://Mkrada-My.SharePoint.com/:b:/g/personal/x", "SharePoint", "HTTPS://Mkrada-My.SharePoint.com/:b:/g/personal/x"),
        ("https://www.dropbox.com/s/ab/x.pdf?dl=0", "Dropbox", "https://www.dropbox.com/s/ab/x.pdf?dl=0"),
        ("we.tl/t-AbCd", "WeTransfer", "we.tl/t-AbCd"),
        ("https://mega.nz/file/x#key", "MEGA", "https://mega.nz/file/x#key"),
        ("https://www.icloud.com/iclouddrive/0x#a", "iCloud", "https://www.icloud.com/iclouddrive/0x#a"),
        ("https://t.me/c/123/45 і https://t.me/mkrada/12", "Telegram", "https://t.me/c/123/45"),
        ("https://fex.net/uk/s/abc123", "FEX.NET", "https://fex.net/uk/s/abc123"),
        ("https://app.box.com/s/abc", "Box", "https://app.box.com/s/abc"),
        ("https://user@drive.google.com:443/x", "Google Drive", "https://user@drive.google.com:443/x"),
    ],
)  # fmt: skip
def test_a_shared_file_is_known_by_its_link(text, name, link):
    found = shares_in(text)[0]
    assert (found.name, found.link) == (name, link)


@pytest.mark.parametrize(
    "text",
    [
        "https://zakon.rada.gov.ua/laws/show/393/96-вр",
        "https://mkrada.gov.ua/documents/12.html?from=drive.google.com/x",
        "Пишіть на office@sharepoint.com/відділ",
        "https://notdropbox.com/s/1", "https://dropbox.com.example.org/s/1", "https://box.com", "https://www.dropbox.com/",
        "Наш канал: https://t.me/mkrada", "icloud", "", "mailto:a@icloud.com",
    ],
)  # fmt: skip
def test_other_links_are_left_alone(text):
    assert shares_in(text) == []


def test_each_link_is_named_once():
    text = "https://fex.net/s/1 https://fex.net/s/1 https://fex.net/s/2"
    assert [share.link for share in shares_in(text)] == ["https://fex.net/s/1", "https://fex.net/s/2"]
