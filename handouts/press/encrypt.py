"""Closes a finished file with a password: AES-256, with what screen readers and printers need still allowed."""

from __future__ import annotations

import re
import secrets
import unicodedata
from io import BytesIO

from handouts.problems import Problem, ProblemError

SHORTEST, LONGEST = 8, 127  # characters; bytes in UTF-8 (ISO 32000-2, 7.6.4.3.3)
# An encrypted file cannot follow PDF/A (ISO 19005-2, 6.1.3), so that the mark goes; PDF/UA's stays.
_ARCHIVE = re.compile(rb"<pdfaid:[a-z]+>[^<]*</pdfaid:[a-z]+>")


def encrypted(pdf: bytes, password: str) -> bytes:
    """The same file, to be opened with the password: security handler revision 6 of ISO 32000-2.

    Printing and reading aloud are allowed to everybody who can open it; changing the file is not. Keys and salts are
    random: the same file gives other bytes each time. Raises ProblemError when the password cannot be used, or the
    extra handouts[encrypt] is not installed.
    """
    password = usable(password)
    try:
        import cryptography  # noqa: F401 - pypdf falls back to one that has no AES
    except ImportError:
        hint = "install it with: pip install 'handouts[encrypt]'"
        raise ProblemError(Problem("encryption needs the extra [encrypt]", hint=hint)) from None
    from pypdf import PdfReader, PdfWriter
    from pypdf.constants import UserAccessPermissions as May
    from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    root = writer.root_object
    about = root["/Metadata"].get_object()
    assert isinstance(about, StreamObject)
    about.set_data(_ARCHIVE.sub(b"", about.get_data()))
    level = {"/BaseVersion": NameObject("/1.7"), "/ExtensionLevel": NumberObject(8)}  # revision 6 in a PDF 1.7
    adobe = DictionaryObject({NameObject(key): value for key, value in level.items()})
    root[NameObject("/Extensions")] = DictionaryObject({NameObject("/ADBE"): adobe})
    never = May.MODIFY | May.ADD_OR_MODIFY | May.FILL_FORM_FIELDS | May.ASSEMBLE_DOC
    # without an owner's password of its own, who opens the file would be its owner, for whom no permission counts
    writer.pdf_header = "%PDF-1.7"
    writer.encrypt(password, secrets.token_urlsafe(32), permissions_flag=May.all() & ~never, algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def usable(password: str) -> str:
    """The password normalised as readers do it (SASLprep, RFC 4013). Raises ProblemError, which never tells it."""
    password = unicodedata.normalize("NFKC", password)
    hint = f"use {SHORTEST} characters or more"
    if len(password) < SHORTEST:
        raise ProblemError(Problem(f"a password is shorter than {SHORTEST} characters", hint=hint))
    if len(password.encode("utf-8", "replace")) > LONGEST:
        raise ProblemError(Problem(f"a password is longer than {LONGEST} bytes", hint="use a shorter one"))
    if not password.isprintable():
        raise ProblemError(Problem("a password holds a character that cannot be typed", hint="use another one"))
    return password
