"""Small office files, as Word, Excel, PowerPoint and LibreOffice make them, and what may hide in them."""

import io
import zipfile

AUTHOR = "Петро Таємний"
_TYPE = "application/vnd.openxmlformats-officedocument"
_MAIN = {
    "docx": ("word/document.xml", "wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation"),
}
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def archive(parts):
    """Return a ZIP of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def ooxml(kind, words="Кошторис затверджено", more="", **parts):
    """Return a file of a kind (docx, xlsx, pptx) with words; `more` is markup beside them, `parts` are further parts."""
    main, of = _MAIN[kind]
    types = f'<Types><Override PartName="/{main}" ContentType="{_TYPE}.{of}.main+xml"/>'
    types += '<Override PartName="/docProps/core.xml" ContentType="application/xml"/></Types>'
    links = f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="http://x/officeDocument" Target="{main}"/>'
    links += '<Relationship Id="rId2" Type="http://x/core-properties" Target="docProps/core.xml"/></Relationships>'
    content = {
        "docx": {main: f"<w:document {_W}><w:body><w:p><w:r><w:t>{words}</w:t></w:r>{more}</w:p></w:body></w:document>"},
        "xlsx": {
            main: f"<workbook><sheets>{more or '<sheet/>'}</sheets></workbook>",
            "xl/sharedStrings.xml": f"<sst><si><t>{words}</t></si></sst>",
            "xl/worksheets/sheet1.xml": '<worksheet><row><c t="s"><v>0</v></c><c><v>38067</v></c></row></worksheet>',
        },
        "pptx": {
            main: "<p:presentation xmlns:p='p'/>",
            "ppt/slides/slide1.xml": f"<p:sld xmlns:p='p' {_A}><a:p><a:t>{words}</a:t></a:p>{more}</p:sld>",
        },
    }[kind]
    core = f"<cp:coreProperties xmlns:cp='c'><creator>{AUTHOR}</creator></cp:coreProperties>"
    return archive({"[Content_Types].xml": types, "_rels/.rels": links, "docProps/core.xml": core, **content, **parts})


def odf(kind="text", words="Кошторис затверджено", more=""):
    """Return an OpenDocument file of a kind: text, spreadsheet or presentation."""
    office = " ".join(f'xmlns:{of}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"' for of in ("office", "text"))
    content = f"<office:document-content {office}><text:p>{words}</text:p>{more}</office:document-content>"
    meta = f"<office:document-meta {office}><text:p>{AUTHOR}</text:p></office:document-meta>"
    parts = {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content, "meta.xml": meta}
    return archive(parts | {"META-INF/manifest.xml": "<manifest/>"})


def ole(*streams):
    """Return a compound file whose directory names some streams."""
    content = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
    for stream in streams:
        name = stream.encode("utf-16-le") + b"\0\0"
        content += name.ljust(64, b"\0") + len(name).to_bytes(2, "little") + bytes(62)
    return content
