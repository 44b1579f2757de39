"""One test for each trap that the study of tagged PDF found; the numbers are those of its notes."""

from __future__ import annotations

import dataclasses
import datetime
import io
import re
import time
import zlib
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream, StreamObject

import handouts.layout.stack
from handouts.builder.works import _stamp
from handouts.compose.document import Log, Notes, Span, text
from handouts.drawing import OWN_COLOURS
from handouts.inspect.facts import facts
from handouts.inspect.fonts import parse_cmap
from handouts.inspect.reading import read
from handouts.layout.blocks import frame_of
from handouts.layout.faces import MissingGlyphError
from handouts.layout.frame import Frame, Mark, Page
from handouts.layout.pages import BlockTooTallError, lay_out
from handouts.layout.text import set_running, set_text
from handouts.pdf import metadata
from handouts.pdf.fonts import _to_unicode
from handouts.pdf.objects import stream
from handouts.pdf.writer import write_pdf
from tests.checks import annotations, changed, elements, objects, operations, raw_streams, verdict
from tests.sample import (
    LINK,
    STAMP,
    document,
    exercise,
    look,
    pdf_of,
    sample_pdf,
    with_blocks,
)

LONG = "It is acceptable when warm, and the elbows-under-shoulders stay where they were before you began to turn. " * 2


def streams(pdf: bytes) -> list[StreamObject]:
    return [o for o in objects(pdf) if isinstance(o, StreamObject)]


def forms(pdf: bytes) -> list[list[tuple[list, str]]]:
    """The operators of every picture."""
    reader = PdfReader(io.BytesIO(pdf))
    found = reader.pages[0]["/Resources"]["/XObject"].values()
    return [
        [(args, op.decode()) for args, op in ContentStream(form.get_object(), reader, "bytes").operations]
        for form in found
    ]


def test_the_sample_is_sound() -> None:
    assert verdict(sample_pdf()) == []


def test_trap_01_dropped_spaces(monkeypatch) -> None:
    """A line that breaks keeps its space in the text; a compound broken at its hyphen gets none."""
    made = with_blocks(Notes("", (text(LONG.strip()),)), exercise(1, feel=text(LONG.strip())))
    lines = read(pdf_of(made)).lines()
    assert lines[0] == LONG.strip()
    assert LONG.strip() in lines[1:]

    def dropping(words, style, width=1e6):
        done = set_running(words, style, width)
        pieces = tuple(piece._replace(text=piece.text.rstrip(" ") or piece.text) for piece in done.pieces)
        return dataclasses.replace(done, pieces=pieces)

    monkeypatch.setattr(handouts.layout.stack, "set_running", dropping)
    frame_of.cache_clear()
    lost = read(pdf_of(made)).lines()[0]
    frame_of.cache_clear()
    assert lost != LONG.strip()  # the check above can fail
    assert lost.replace(" ", "") == LONG.replace(" ", "")


def test_trap_02_to_unicode_without_nothing_and_in_small_blocks() -> None:
    """No code means U+0000, no block is above 100, characters above U+FFFF are surrogates."""
    maps = [data for s in streams(sample_pdf()) if b"beginbfchar" in (data := s.get_data())]
    assert len(maps) == 3
    for data in maps:
        assert "\x00" not in "".join(parse_cmap(data).values())
        counts = [int(n) for n in re.findall(rb"(\d+) beginbfchar", data)]
        assert max(counts) <= 100
        for line in re.findall(rb"^<.*>$", data, re.MULTILINE):
            assert re.fullmatch(rb"<[0-9A-F]{4}> <([0-9A-F]{4}){1,2}>", line) or line == b"<0000> <FFFF>"
    assert max(len(parse_cmap(data)) for data in maps) > 100
    assert b"<0005> <D83CDD0D>" in _to_unicode({5: "\U0001f10d"})

    def nothing(writer: PdfWriter) -> None:
        for font in writer.pages[0]["/Resources"]["/Font"].values():
            cmap = font["/ToUnicode"].get_object()
            cmap.set_data(re.sub(rb"(<[0-9A-F]{4}>) <0061>", rb"\1 <0000>", cmap.get_data()))

    assert verdict(changed(sample_pdf(), nothing))


def test_trap_03_line_ends_round_streams() -> None:
    """CR LF before `endstream`, so that a data byte CR is not taken for half of the line end."""
    data = sample_pdf()
    found = raw_streams(data)
    assert len(found) == len(re.findall(rb"\bendstream\b", data)) == len(streams(data)) + _hidden_streams(data)
    assert all(len(body) == length for length, body in found)
    assert data.count(b"\r\nendstream\nendobj\n") == len(found)
    tricky = stream("", b"\x01\r", deflated=True)
    assert tricky.endswith(b"\x01\r\r\nendstream")
    assert all(re.match(rb"\d+ 0 obj\n", line + b"\n") for line in re.findall(rb"^\d+ 0 obj.*$", data, re.MULTILINE))


def _hidden_streams(data: bytes) -> int:
    """Object streams and the cross-reference stream, which hold other objects."""
    return len(re.findall(rb"/Type/(?:ObjStm|XRef)\b", data)) - sum(
        s.get("/Type") in ("/ObjStm", "/XRef") for s in streams(data)
    )


@pytest.mark.parametrize("strange", ["漢", "\U0001f600", "\x07"])
def test_trap_04_missing_glyphs_are_refused(strange: str) -> None:
    """No text is laid out with a glyph the face lacks; glyph 0 is never shown."""
    for made in (
        with_blocks(Notes("", (text(f"a{strange}"),))),
        with_blocks(Notes(f"a{strange}", (text("a"),))),
        with_blocks(exercise(1, dose=(f"a{strange}",))),
        dataclasses.replace(document(), furniture=dataclasses.replace(document().furniture, left=strange)),
    ):
        with pytest.raises(MissingGlyphError):
            pdf_of(made)
    assert not any("\0\0" in code for code in _shown_codes(sample_pdf()))


def _shown_codes(pdf: bytes) -> list[str]:
    """Every shown code, as two characters."""
    found = []
    for page in operations(pdf):
        for args, operator in page:
            parts = args[0] if operator == "TJ" else args if operator == "Tj" else []
            for part in parts:
                if isinstance(part, bytes):
                    found += [part[i : i + 2].decode("latin-1") for i in range(0, len(part), 2)]
    assert not pdf or found
    return found


def test_trap_05_no_face_that_is_not_embedded() -> None:
    """The names of the standard fonts do not occur, shown or not."""
    fonts = [o for o in objects(sample_pdf()) if isinstance(o, dict) and o.get("/Type") == "/Font"]
    assert {re.sub(r"^/[A-Z]{6}\+", "", f["/BaseFont"]) for f in fonts} == {
        "SourceSans3-Regular",
        "SourceSans3-SemiBold",
        "SourceSans3-Bold",
    }
    assert all(face.embedded and face.subset for face in facts(sample_pdf()).faces)
    everything = sample_pdf() + repr(list(objects(sample_pdf()))).encode()
    assert not re.search(b"Helvetica|Times|Courier|ZapfDingbats", everything)


def test_trap_06_marks_and_text_objects_are_nested() -> None:
    """BT..ET lies within one mark; marks are flat; every q has its Q."""
    for page in operations(sample_pdf()):
        open_marks = text_objects = saved = 0
        for _, operator in page:
            open_marks += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
            saved += {"q": 1, "Q": -1}.get(operator, 0)
            text_objects += {"BT": 1, "ET": -1}.get(operator, 0)
            assert open_marks in (0, 1)
            assert text_objects in (0, 1)
            assert saved >= 0
            if operator in ("BDC", "BMC", "EMC"):
                assert text_objects == 0
            if operator in ("Tj", "TJ", "S", "f", "B", "Do"):
                assert open_marks == 1
        assert (open_marks, text_objects, saved) == (0, 0, 0)


def test_trap_07_no_page_too_many() -> None:
    """There are as many pages as were laid out, each with tagged text; a document ends with its last block."""
    for made in (document(), with_blocks(exercise(1)), with_blocks(*map(exercise, range(9)))):
        laid_out = lay_out(made, look(), OWN_COLOURS)
        found = facts(write_pdf(made, laid_out))
        assert len(found.pages) == len(laid_out)
        assert all(page.body for page in found.pages)


def test_trap_08_links() -> None:
    """One annotation a line, each with Contents, StructParent and Print, each led to and from by its Link tag."""
    data = sample_pdf()
    found = annotations(data)
    assert len(found) == 2  # the address breaks over two lines
    assert len({a["/Rect"][1] for a in found}) == 2
    for one in found:
        assert (one["/Subtype"], one["/F"], one["/Contents"], one["/A"]["/URI"]) == ("/Link", 4, LINK, LINK)
    (tag,) = elements(data, "Link")
    kids = [kid.get("/Obj").get_object() for kid in tag["/K"] if isinstance(kid, dict)]
    assert [kid.indirect_reference.idnum for kid in kids] == [one.indirect_reference.idnum for one in found]
    nums = PdfReader(io.BytesIO(data)).root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = {int(key): getattr(value, "idnum", None) for key, value in zip(nums[::2], nums[1::2], strict=True)}
    assert [parents[one["/StructParent"]] for one in found] == [tag.indirect_reference.idnum] * 2
    assert read(data).faults == ()
    (node,) = read(data).walk("Link")
    assert (node.text, node.uri) == (LINK, LINK)


def test_trap_08_links_lie_on_their_words() -> None:
    """The areas are where the words are, and nowhere else."""
    link = "https://example.org/x"
    made = with_blocks(Notes("", ((Span("Go to "), Span("that place there", link=link), Span(" now.")),)))
    (area,) = facts(pdf_of(made)).links
    frame = frame_of(made.blocks[0], look(), OWN_COLOURS)
    style = look().styles["small"]
    before = set_text(text("Go to "), style).width
    wide = set_text(text("that place there"), style).width
    left = look().template.page.margins.left
    assert area.box[0] == pytest.approx(left + before, abs=0.2)
    assert area.box[2] - area.box[0] == pytest.approx(wide, abs=0.2)
    assert len(frame.links) == 1


def test_trap_09_a_table_header_is_drawn_once() -> None:
    """Tables are never split, so no header is repeated: one header row, and a table that is too tall raises."""
    rows = tuple(f"{i} Reach" for i in range(20))
    made = with_blocks(*[Log("Tick", "Week of", ("Mon", "Tue"), rows)] * 3)
    reading = read(pdf_of(made))
    assert len(reading.artifacts) > 1
    for table in reading.walk("Table"):
        assert [cell.attributes.get("Scope") for cell in table.kids[0].kids] == ["Column"] * 3
        assert all(row.kids[0].attributes.get("Scope") == "Row" for row in table.kids[1:])
        assert [row.kids[0].text for row in table.kids[1:]] == list(rows)
    assert reading.lines().count("Week of") == 3
    with pytest.raises(BlockTooTallError):
        pdf_of(with_blocks(Log("Tick", "Week of", ("Mon",), rows * 3)))


def test_trap_10_tables_are_regular() -> None:
    """Every row has as many cells as the first, empty ones too."""
    data = sample_pdf()
    (table,) = read(data).walk("Table")
    assert [len(row.kids) for row in table.kids] == [4] * 4
    assert [[cell.tag for cell in row.kids] for row in table.kids[1:]] == [["TH", "TD", "TD", "TD"]] * 3

    def drop(writer: PdfWriter) -> None:
        row = elements(writer, "TR")[-1]
        del row["/K"][-1]

    assert verdict(changed(data, drop))


def test_trap_11_nothing_vanishes() -> None:
    """All that is shown is tagged, but for the furniture; all pictures are Figures; marks without an owner raise."""
    data = sample_pdf()
    reading = read(data)
    assert dict(reading.untagged) == {}
    assert [len(words.splitlines()) for words in reading.artifacts] == [2] * len(reading.artifacts)
    for page in operations(data):
        tag = ""
        for args, operator in page:
            tag = args[0] if operator in ("BDC", "BMC") else tag
            assert (operator == "Do") <= (tag == "/Figure")
    figures = list(reading.walk("Figure"))
    assert len(figures) == 20
    assert all(figure.alt for figure in figures)
    orphan = Frame(10, (Mark("BT ET", "P"),), ())
    with pytest.raises(ValueError, match="without an element"):
        write_pdf(document(), [Page((100, 100), ((0, 100, orphan),), "")])


def test_trap_12_documents_share_no_objects() -> None:
    """A document between two equal ones changes nothing: memos hold no numbers of the first."""
    first = pdf_of(document())
    other = pdf_of(with_blocks(document().blocks[0], exercise(3), exercise(1), Notes("", (text("Ωμέγα"),))))
    assert pdf_of(document()) == first
    assert verdict(other) == []
    frame_of.cache_clear()
    assert pdf_of(document()) == first


def test_trap_13_a_clone_keeps_the_tags_and_nothing_is_attached() -> None:
    """What works on finished files must clone them whole; an attachment would break both standards."""
    data = sample_pdf()
    clone = changed(data, lambda writer: None)
    assert verdict(clone) == []
    assert read(clone).outline() == read(data).outline()
    appended = PdfWriter()
    appended.append(io.BytesIO(data))
    out = io.BytesIO()
    appended.write(out)
    assert "/StructTreeRoot" not in appended.root_object  # the reason not to append
    assert verdict(changed(data, lambda writer: writer.add_attachment("a.txt", b"x")))
    root = PdfReader(io.BytesIO(data)).root_object
    assert not {"/Names", "/AF", "/EmbeddedFiles"} & root.keys()


def test_trap_14_streams_are_binary_and_the_profile_has_no_build_time() -> None:
    """Flate alone, no ASCII 85; the colour profile is a file of the package."""
    for one in streams(sample_pdf()):
        assert one.get("/Filter", "/FlateDecode") == "/FlateDecode"
    root = PdfReader(io.BytesIO(sample_pdf())).root_object
    profile = root["/OutputIntents"][0]["/DestOutputProfile"].get_object().get_data()
    assert profile == (Path(metadata.__file__).parent / "srgb.icc").read_bytes()
    assert profile[36:40] == b"acsp"
    assert len(sample_pdf()) < 70_000


@pytest.fixture
def zone(request, monkeypatch):
    """Another time zone for a while."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "America/St_Johns", "UTC"], indirect=True)
def test_trap_15_dates_are_utc(zone, monkeypatch) -> None:
    """Dates are written in UTC, whatever the zone of the computer, and Info and XMP agree."""
    found = facts(pdf_of(document()))
    instant = datetime.datetime(2026, 11, 21, 8, 30, 59, tzinfo=datetime.UTC)
    assert found.created == found.modified == instant
    assert found.info["CreationDate"] == found.info["ModDate"] == "D:20261121083059Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(instant.timestamp())))
    assert _stamp() == STAMP


def test_trap_16_no_cmyk() -> None:
    """Colours are grey or RGB, as the sRGB intent wants."""
    used = {op for page in (*operations(sample_pdf()), *forms(sample_pdf())) for _, op in page}
    assert {"rg", "g", "RG"} <= used
    assert not used & {"k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"}
    assert b"CMYK" not in sample_pdf() + repr(list(objects(sample_pdf()))).encode()
    intent = PdfReader(io.BytesIO(sample_pdf())).root_object["/OutputIntents"][0]
    assert intent["/DestOutputProfile"].get_object()["/N"] == 3

    def cmyk(writer: PdfWriter) -> None:
        content = writer.pages[0]["/Contents"].get_object()
        content.set_data(content.get_data() + b"\n/Artifact BMC 0 0 0 1 k 0 0 9 9 re f EMC")

    assert any(rule.startswith("2a") for rule in verdict(changed(sample_pdf(), cmyk)))


def test_trap_17_forms_hold_no_marks_and_set_their_own_state() -> None:
    """A picture takes its state from where it is drawn, so it sets all that it uses; its resources are empty."""
    pictures = forms(sample_pdf())
    assert pictures
    for code in pictures:
        assert not {op for _, op in code} & {"BDC", "BMC", "EMC", "BT", "Do", "gs"}
        before: set[str] = set()
        for _, operator in code:
            if operator == "S":
                assert {"j", "J", "w"} <= before
                assert before & {"RG", "G"}
            if operator == "f*":
                assert before & {"rg", "g"}
            before.add(operator)
    for form in (s for s in streams(sample_pdf()) if s.get("/Subtype") == "/Form"):
        assert form["/Resources"] == {}
        assert "/StructParents" not in form
        assert len(zlib.decompress(form._data)) > 20


def test_trap_18_what_was_only_read_in_the_source_is_run_here() -> None:
    """Traps 15 and 17 were not run in the study. A picture looks the same whatever state it is drawn in."""
    from PIL import Image

    from handouts.inspect.visual import page_png

    def disturb(writer: PdfWriter) -> None:
        content = writer.pages[0]["/Contents"].get_object()
        strange = b"[1 9] 0 d 7 w 2 j 2 J 1 0 0 rg 0 1 0 RG /"
        content.set_data(re.sub(rb"/(?=P[0-9a-f]{12} Do)", strange.replace(b"[1 9] 0 d ", b""), content.get_data()))

    made = pdf_of(with_blocks(exercise(1)))
    disturbed = changed(made, disturb)
    assert b"2 J 1 0 0 rg" in PdfReader(io.BytesIO(disturbed)).pages[0].get_contents().get_data()
    one, other = (Image.open(io.BytesIO(page_png(data, dpi=50))).convert("RGB") for data in (made, disturbed))
    assert one.tobytes() == other.tobytes()
    assert len(one.getcolors(100_000)) > 10


def test_trap_19_author_and_subject_are_set() -> None:
    """Info and XMP say the same of title, author, subject and keywords, characters of XML and PDF included."""
    made = document()
    found = facts(sample_pdf())
    assert found.title == made.title
    assert (found.info["Author"], found.info["Subject"]) == (made.author, made.subject)
    assert found.info["Keywords"] == ", ".join(made.keywords)
    packet = PdfReader(io.BytesIO(sample_pdf())).xmp_metadata
    assert packet.dc_title == {"x-default": made.title}
    assert packet.dc_creator == [made.author]
    assert packet.dc_description == {"x-default": made.subject}
    assert packet.pdf_keywords == ", ".join(made.keywords)
    assert not re.search(b"anonymous|unspecified|untitled", sample_pdf(), re.IGNORECASE)
