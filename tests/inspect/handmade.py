"""Small PDFs written object by object, so that a test controls every byte the reader meets."""

from __future__ import annotations

from dataclasses import dataclass, field

FIRST_PAGE, FIRST_EXTRA, FIRST_ELEMENT = 20, 60, 100  # object numbers: room for 20 pages and 40 extra objects

ONE_BYTE = "2 beginbfchar <80> <0142> <81> <03A9> endbfchar 1 beginbfrange <20> <7E> <0020> endbfrange"
TWO_BYTES = (
    "3 beginbfchar <0001> <0041> <0002> <D83DDE00> <0003> <00660069> endbfchar\n"
    "2 beginbfrange <0010> <0012> <0391> <0020> <0021> [<0105> <D835DC00>] endbfrange"
)


@dataclass
class E:
    """A structure element. Kids are MCIDs, elements, ("mcr", page, mcid), ("objr", page, number) or raw text."""

    tag: str
    kids: list[object] = field(default_factory=list)
    page: int | None = 0
    extra: str = ""


def P(*kids: object, **more: object) -> E:  # noqa: N802
    return E("P", list(kids), **more)


def mark(mcid: int, words: str, tag: str = "P") -> str:
    """A marked sequence that shows words in the one-byte font."""
    return f"/{tag} <</MCID {mcid}>> BDC BT /F1 12 Tf 72 700 Td ({words}) Tj ET EMC\n"


@dataclass
class Made:
    """What goes into the file; `extra` are objects 60, 61 ..."""

    pages: list[str]
    root: E | None = None
    extra: list[str] = field(default_factory=list)
    page_keys: str = ""
    catalog: str = "/Lang (en-GB)"
    resources: str = ""
    tree_keys: str = ""
    parents: str | None = None  # replaces the parent tree; else it is made from the tree

    def pdf(self) -> bytes:
        """The file."""
        objects: dict[int, str] = {
            1: f"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R/MarkInfo<</Marked true>>{self.catalog}>>",
            2: f"<</Type/Pages/Count {len(self.pages)}/Kids[{_refs(_page(i) for i in range(len(self.pages)))}]>>",
            4: "<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Demo/ToUnicode 5 0 R/FirstChar 32/LastChar 33"
            "/Widths[250 500]/FontDescriptor 11 0 R>>",
            5: _stream(ONE_BYTE),
            6: "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Wide/Encoding/Identity-H/ToUnicode 8 0 R"
            "/DescendantFonts[7 0 R]>>",
            7: "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Wide/DW 900/W[1[600 700] 16 18 500]"
            "/FontDescriptor 10 0 R>>",
            8: _stream(TWO_BYTES),
            9: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            10: "<</Type/FontDescriptor/FontName/ABCDEF+Wide/Ascent 800/Descent -200/FontFile2 12 0 R>>",
            11: "<</Type/FontDescriptor/FontName/ABCDEF+Demo/Ascent 700/Descent -300/MissingWidth 500>>",
            12: _stream("not a font: ten"),
        }
        for i, content in enumerate(self.pages):
            objects[_page(i)] = (
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {_page(i) + 1} 0 R/StructParents {i}"
                f"/Resources<</Font<</F1 4 0 R/F2 6 0 R/F3 9 0 R>>{self.resources}>>{self.page_keys}>>"
            )
            objects[_page(i) + 1] = _stream(content)
        objects.update(enumerate(self.extra, FIRST_EXTRA))
        _Tree(self, objects).write()
        return _file(objects)


class _Tree:
    """Numbers the elements and gathers the parent tree on the way."""

    def __init__(self, made: Made, objects: dict[int, str]):
        self.made, self.objects, self.next = made, objects, FIRST_ELEMENT
        self.rows: dict[int, dict[int, int]] = {i: {} for i in range(len(made.pages))}
        self.notes: dict[int, int] = {}

    def write(self) -> None:
        top = f"/K {self.add(self.made.root, 3)} 0 R" if self.made.root else ""
        rows = [f"{i}[{' '.join(self.row(row))}]" for i, row in self.rows.items()]
        notes = [f"{key} {number} 0 R" for key, number in sorted(self.notes.items())]
        nums = self.made.parents if self.made.parents is not None else " ".join(rows + notes)
        self.objects[3] = f"<</Type/StructTreeRoot{top}{self.made.tree_keys}/ParentTree<</Nums[{nums}]>>>>"

    @staticmethod
    def row(row: dict[int, int]) -> list[str]:
        return [f"{row[i]} 0 R" if i in row else "null" for i in range(max(row, default=-1) + 1)]

    def add(self, element: E, parent: int) -> int:
        me, self.next = self.next, self.next + 1
        kids = [self.kid(kid, me, element.page) for kid in element.kids]
        entry = "" if not kids else f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]"
        home = "" if element.page is None else f"/Pg {_page(element.page)} 0 R"
        self.objects[me] = f"<</S/{element.tag}/P {parent} 0 R{home}{entry}{element.extra}>>"
        return me

    def kid(self, kid: object, me: int, page: int | None) -> str:
        match kid:
            case E():
                return f"{self.add(kid, me)} 0 R"
            case ("mcr", int(place), int(mcid)):
                self.rows[place][mcid] = me
                return f"<</Type/MCR/Pg {_page(place)} 0 R/MCID {mcid}>>"
            case ("objr", int(place), int(number)):
                self.notes[number] = me
                return f"<</Type/OBJR/Pg {_page(place)} 0 R/Obj {number} 0 R>>"
            case int(mcid):
                if page is not None:
                    self.rows[page][mcid] = me
                return str(mcid)
        return str(kid)


def link(uri: str, words: str, number: int = FIRST_EXTRA, rect: str = "10 20 110 40") -> str:
    """A link annotation; its key in the parent tree is its object number."""
    return f"<</Type/Annot/Subtype/Link/Rect[{rect}]/Contents({words})/StructParent {number}/A<</S/URI/URI({uri})>>>>"


def form(content: str, keys: str = "") -> str:
    """A form XObject of 100 by 50."""
    return _stream(content, f"/Type/XObject/Subtype/Form/BBox[0 0 100 50]{keys}")


def _page(i: int) -> int:
    return FIRST_PAGE + 2 * i


def _refs(numbers: object) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _stream(content: str, keys: str = "") -> str:
    return f"<<{keys}/Length {len(content.encode('latin-1'))}>>\nstream\n{content}\nendstream"


def _file(objects: dict[int, str]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    size = max(places) + 1
    rows = [f"{places[i]:010} 00000 n \n" if i in places else "0000000000 65535 f \n" for i in range(size)]
    out += f"xref\n0 {size}\n{''.join(rows)}trailer\n<</Size {size}/Root 1 0 R>>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())
