from __future__ import annotations

import io
import sys

import pytest
from pypdf import PasswordType, PdfReader, PdfWriter
from pypdf.constants import UserAccessPermissions as May

from handouts.inspect.reading import read
from handouts.press.encrypt import encrypted, usable
from handouts.problems import ProblemError
from tests.checks import failed_rules
from tests.sample import sample_pdf as pdf

WORD = "korrekt hest Ø"


@pytest.fixture(scope="module")
def closed() -> bytes:
    return encrypted(pdf(), WORD)


def opened(data: bytes, password: str = WORD) -> PdfReader:
    reader = PdfReader(io.BytesIO(data))
    assert reader.is_encrypted
    assert reader.decrypt(password) == PasswordType.USER_PASSWORD
    return reader


def test_only_the_password_opens_the_file(closed) -> None:
    reader = PdfReader(io.BytesIO(closed))
    assert [reader.decrypt(word) for word in ("", "korrekt hest O", WORD[:-1])] == [PasswordType.NOT_DECRYPTED] * 3
    assert opened(closed).pages


def test_it_is_aes_256_of_revision_6(closed) -> None:
    how = PdfReader(io.BytesIO(closed)).trailer["/Encrypt"]
    assert (how["/V"], how["/R"], how["/CF"]["/StdCF"]["/CFM"]) == (5, 6, "/AESV3")
    assert closed.startswith(b"%PDF-1.7")
    assert opened(closed).root_object["/Extensions"]["/ADBE"]["/ExtensionLevel"] == 8


def test_reading_aloud_and_printing_are_allowed_and_changing_is_not(closed) -> None:
    may = opened(closed).user_access_permissions
    assert may & May.EXTRACT_TEXT_AND_GRAPHICS
    assert may & May.EXTRACT and may & May.PRINT and may & May.PRINT_TO_REPRESENTATION
    assert not may & (May.MODIFY | May.ADD_OR_MODIFY | May.ASSEMBLE_DOC)


def test_no_word_of_the_sheet_is_left_in_the_open(closed) -> None:
    plain = pdf()
    assert b"UBR-EN-GB" not in closed
    streams = [part.split(b"endstream")[0].strip() for part in plain.split(b"stream\r\n")[1:]]
    assert len(streams) > 5
    assert not [stream for stream in streams if len(stream) > 40 and stream in closed]


def test_tags_and_words_stay_and_pdf_ua_is_followed(closed) -> None:
    writer = PdfWriter(clone_from=opened(closed))
    again = io.BytesIO()
    writer.pdf_header = "%PDF-1.7"
    writer._encryption = None
    writer._encrypt_entry = None
    writer.write(again)
    assert list(read(again.getvalue()).lines()) == list(read(pdf()).lines())
    assert failed_rules(again.getvalue(), "ua1") == []
    assert failed_rules(again.getvalue(), "2a") != []


def test_the_file_says_that_it_follows_pdf_ua_and_no_longer_pdf_a(closed) -> None:
    about = opened(closed).root_object["/Metadata"].get_object().get_data()
    assert b"<pdfuaid:part>1<" in about
    assert b"<pdfaid:" not in about
    assert b"<pdfaid:part>2<" in PdfReader(io.BytesIO(pdf())).root_object["/Metadata"].get_object().get_data()


def test_salts_are_random(closed) -> None:
    assert encrypted(pdf(), WORD) != closed


def test_how_the_password_is_composed_does_not_matter() -> None:
    assert usable("hest A\u030a 1") == usable("hest Å 1")


@pytest.mark.parametrize("password", ["x" * 8, "x" * 127, f"{'Ø' * 63}x"])
def test_a_password_may_be_as_short_or_long_as_this(password) -> None:
    assert usable(password) == password


@pytest.mark.parametrize("password", ["", "pea", "x" * 7, "x" * 128, "Ø" * 64, "tab\there now", "nul\x00 is here"])
def test_a_password_that_cannot_be_used_is_not_told(password) -> None:
    with pytest.raises(ProblemError) as error:
        encrypted(pdf(), password)
    assert not password or password not in str(error.value)


def test_without_the_extra_a_problem_names_it(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(ProblemError, match=r"handouts\[encrypt\]"):
        encrypted(pdf(), WORD)
