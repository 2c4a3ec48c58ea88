"""A PDF of one page with a few lines of plain text, for the demonstration (ISO 32000-2). Pure."""

from collections.abc import Sequence
from textwrap import wrap

_WIDEST = 80  # letters a line


def pdf_of(lines: Sequence[str]) -> bytes:
    """Return a PDF that shows `lines`, of which only ASCII is kept."""
    shown = [part for line in lines for part in wrap(line, _WIDEST)]
    text = "".join(f"({_plain(line)}) Tj T*\n" for line in shown)
    content = f"BT /F1 12 Tf 60 780 Td 18 TL\n{text}ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    file, places = "%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(file))
        file += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    file += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
    start = file.index("xref\n0 ")
    return f"{file}<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")


def _plain(line: str) -> str:
    kept = line.encode("ascii", "ignore").decode()
    return kept.replace("\\", "").replace("(", "[").replace(")", "]")
