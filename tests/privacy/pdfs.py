"""PDF files of every kind: harmless ones, and one for each thing that is refused."""

import io

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)


def name(text):
    return NameObject(f"/{text}")


def pairs(**values):
    return DictionaryObject({name(key): value for key, value in values.items()})


def script():
    return pairs(S=name("JavaScript"), JS=TextStringObject("app.alert(1)"))


def pdf(change=None, *, pages=1, password=None):
    """Return the bytes of a PDF; `change(writer)` puts something into it."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=200, height=200)
    if change:
        change(writer)
    if password is not None:
        writer.encrypt(user_password=password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def in_root(**values):
    def change(writer):
        for key, value in values.items():
            writer.root_object[name(key)] = value

    return change


def on_page(**values):
    def change(writer):
        for key, value in values.items():
            writer.pages[0][name(key)] = value

    return change


def annotated(**values):
    def change(writer):
        note = pairs(Type=name("Annot"), **values)
        writer.pages[0][name("Annots")] = ArrayObject([writer._add_object(note)])

    return change


def attached(writer):
    writer.add_attachment("tajna.txt", b"x")


def lying_about(writer):
    """Put a script where no page and no table of the catalogue leads to."""
    writer._add_object(script())


def opens_on_page(writer):
    place = ArrayObject([writer.pages[0].indirect_reference, name("Fit")])
    writer.root_object[name("OpenAction")] = place


def goes_to_page(writer):
    place = ArrayObject([NumberObject(0), name("Fit")])
    writer.root_object[name("OpenAction")] = pairs(S=name("GoTo"), D=place)


def with_link(writer):
    address = TextStringObject("https://primer.example")
    annotated(Subtype=name("Link"), A=pairs(S=name("URI"), URI=address))(writer)


HARMLESS = {
    "plain": pdf(),
    "many pages": pdf(pages=30),
    "opens on a page": pdf(opens_on_page),
    "goes to a page": pdf(goes_to_page),
    "with a link": pdf(with_link),
}
REFUSED = {
    "text": (b"Nisam PDF.", "not_pdf"),
    "empty": (b"", "not_pdf"),
    "head alone": (b"%PDF-1.7\n" + b"x" * 2000, "not_pdf"),
    "cut off": (pdf(pages=30)[:900], "not_pdf"),
    "program in front": (b"MZ" + pdf(), "not_pdf"),
    "no pages": (pdf(pages=0), "not_pdf"),
    "with a password": (pdf(password="tajna"), "encrypted"),
    "with an empty password": (pdf(password=""), "encrypted"),
    "script at opening": (pdf(in_root(OpenAction=script())), "javascript"),
    "script of the page": (pdf(on_page(AA=pairs(O=script()))), "javascript"),
    "script nothing leads to": (pdf(lying_about), "javascript"),
    "script in disguise": (
        pdf(on_page(AA=pairs(O=script()))).replace(b"/JavaScript", b"/J#61vaScript"),
        "javascript",
    ),
    "script of an older version": (
        pdf() + b"\n9 0 obj\n<< /S /JavaScript /JS (app.alert\\(1\\)) >>\nendobj\n",
        "javascript",
    ),
    "starts a program": (
        pdf(annotated(Subtype=name("Link"), A=pairs(S=name("Launch"), F=TextStringObject("a")))),
        "launch",
    ),
    "opens another file": (
        pdf(annotated(Subtype=name("Link"), A=pairs(S=name("GoToR"), F=TextStringObject("a")))),
        "launch",
    ),
    "file inside": (pdf(attached), "embedded"),
    "file pinned to a page": (pdf(annotated(Subtype=name("FileAttachment"))), "embedded"),
    "form that scripts": (pdf(in_root(AcroForm=pairs(XFA=ArrayObject()))), "xfa"),
    "sends a form": (
        pdf(annotated(Subtype=name("Widget"), A=pairs(S=name("SubmitForm")))),
        "sends",
    ),
    "film": (pdf(annotated(Subtype=name("RichMedia"))), "media"),
    "web page at opening": (
        pdf(in_root(OpenAction=pairs(S=name("URI"), URI=TextStringObject("https://a.example")))),
        "open_action",
    ),
    "web page as soon as a page is seen": (
        pdf(on_page(AA=pairs(O=pairs(S=name("URI"), URI=TextStringObject("https://a.example"))))),
        "open_action",
    ),
}
