"""Brings each catalogue up to date with the texts in code and templates: `make messages`.

House style of a catalogue: sorted by text, no locations, no dates, no line breaks, and no guesses – a text that changed
is untranslated, not "fuzzy". So a change of one text is a change of one entry, and two people seldom meet in one place.
"""

import io
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "reception" / "translations"
KEYWORDS = ("lazy_gettext", "_l", "lazy_ngettext:1,2")
DATED = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Last-Translator", "Report-Msgid-Bugs-To")


def extracted() -> Catalog:
    """Return every text that code and templates ask to translate now."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        options = [f"--keyword={keyword}" for keyword in KEYWORDS]
        command = ["pybabel", "--quiet", "extract", "--mapping-file", str(ROOT / "babel.cfg"), *options]
        CommandLineInterface().run([*command, "--output-file", str(template), str(ROOT)])
        return read_po(io.BytesIO(template.read_bytes()))


def read(path: Path) -> Catalog:
    """Return the catalogue stored at `path`; the folder above LC_MESSAGES names its language."""
    return read_po(io.BytesIO(path.read_bytes()), locale=path.parent.parent.name)


def updated(old: Catalog, texts: Catalog) -> Catalog:
    """Return a catalogue of exactly `texts`, with the translations that `old` has of them."""
    language = old.locale.get_display_name("en")
    header = f"# {language} catalogue of Reception.\n"
    new = Catalog(locale=old.locale, project="reception", version="0.1", fuzzy=False, header_comment=header)
    new.mime_headers = [each for each in old.mime_headers if each[0] == "Plural-Forms"]  # Babel's own wording of it changes
    for message in texts:
        if message.id:
            known = old.get(message.id, message.context)
            new.add(message.id, known.string if known else None, flags=message.flags, context=message.context)
    return new


def written(catalogue: Catalog) -> str:
    """Return the catalogue as the file's text, in the house style."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, sort_output=True, no_location=True)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(f'"{name}:' for name in DATED)))


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts that lack a translation, or one of its plural forms."""
    lacking = []
    for message in catalogue:
        forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        if message.id and not all(forms):
            lacking.append(message.id if isinstance(message.id, str) else message.id[0])
    return lacking


def main() -> None:
    """Update every catalogue in its place and say what is left to translate."""
    texts = extracted()
    for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")):
        catalogue = updated(read(path), texts)
        path.write_text(written(catalogue), encoding="utf-8")
        lacking = untranslated(catalogue)
        print(f"{path.relative_to(ROOT)}: {len(lacking)} to translate")
        for text in lacking:
            print(f"  {text}")


if __name__ == "__main__":
    main()
