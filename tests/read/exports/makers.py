"""Documents made by code in the forms that vendors export, and what reading them gave."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from archive.read import Reading, read_all
from archive.records import Document, Note, Unread

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
LINK = (
    "https://advance.lexis.com/api/document?collection=news&amp;id=urn:contentItem:{}&amp;context="
)


def run(text: str, *, bold: bool = False) -> str:
    """A run of text; the end of a line in it is a line break."""
    breaks = "<w:br/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in text.split("\n"))
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' * bold}{breaks}</w:r>"


def paragraph(*inside: str, style: str = "", bookmark: str = "", centred: bool = False) -> str:
    """A paragraph of WordprocessingML; what is no element yet becomes a run."""
    marked = f'<w:bookmarkStart w:id="1" w:name="{bookmark}"/><w:bookmarkEnd w:id="1"/>'
    about = f'<w:pStyle w:val="{style}"/>' * bool(style) + '<w:jc w:val="center"/>' * centred
    runs = "".join(one if one.startswith("<") else run(one) for one in inside)
    return f"<w:p><w:pPr>{about}</w:pPr>{runs}{marked * bool(bookmark)}</w:p>"


def link(text: str, key: str) -> str:
    """A link to what ``key`` names in the relations."""
    return f'<w:hyperlink r:id="{key}">{run(text, bold=True)}</w:hyperlink>'


def table(*rows: Sequence[str]) -> str:
    """A table with a paragraph in each cell."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx(
    *body: str,
    links: Mapping[str, str] | None = None,
    count: int | None = None,
    main: str = "word/document.xml",
    extra: Mapping[str, bytes] | None = None,
    first: str = "docProps/app.xml",
) -> bytes:
    """A DOCX file; ``count`` is Lexis Advance's number of documents, ``first`` its first member."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    to_main = f'<Relationship Type="{office}/officeDocument" Target="{main}"/>'
    relations = "".join(
        f'<Relationship Id="{key}" Target="{target}" TargetMode="External"/>'
        for key, target in (links or {}).items()
    )
    number = f'<property name="LADocCount"><vt:i4 xmlns:vt="v">{count}</vt:i4></property>'
    members = {
        first: b"<Properties/>",
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": f"<R>{to_main}</R>".encode(),
        main: f"<w:document {W} {R} {MC}><w:body>{''.join(body)}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>".encode(),
        "word/styles.xml": (
            f'<w:styles {W}><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
            '<w:style w:styleId="Beschriftung"><w:name w:val="caption"/></w:style></w:styles>'
        ).encode(),
        "word/header1.xml": f"<w:hdr {W}>{paragraph('Page 1 of 9')}</w:hdr>".encode(),
        **(extra or {}),
    }
    if count is not None:
        members["docProps/custom.xml"] = f"<Properties>{number}</Properties>".encode()
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def pdf(*pages: Sequence[tuple[float, float, float, str]]) -> bytes:
    """A PDF whose pages hold texts at places, each (x, y, size, text), drawn in this order."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids ["
        + " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
        + "] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        drawn = "\n".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj ET"
            for x, y, size, text in page
        )
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        length = len(drawn.encode("cp1252"))
        objects.append(f"<< /Length {length} >>\nstream\n{drawn}\nendstream")
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{one}\nendobj\n".encode("cp1252")
    table_at = len(data)
    entries = "".join(f"{place:010} 00000 n \n" for place in places)
    data += (
        f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{entries}"
        f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{table_at}\n%%EOF"
    ).encode()
    return data


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


class Told:
    """What reading a file gave: documents, failures and what is said of it."""

    def __init__(
        self, folder: Path, name: str, data: bytes, reading: Reading | None = None
    ) -> None:
        path = folder / name
        path.write_bytes(data)
        found = list(read_all(path, reading))
        self.documents = [one for one in found if isinstance(one, Document)]
        self.failures = [
            one.reason.replace(f"{folder}/", "") for one in found if isinstance(one, Unread)
        ]
        self.notes = [one.text for one in found if isinstance(one, Note)]

    @property
    def bodies(self) -> list[list[str]]:
        """The paragraphs of each document."""
        return [one.text.split("\n\n") for one in self.documents]

    def given(self, *names: str) -> list[Any]:
        """What is stated of each document under some names; one name alone gives no tuples."""
        found = [tuple(one.given.get(name) for name in names) for one in self.documents]
        return [one[0] for one in found] if len(names) == 1 else found
