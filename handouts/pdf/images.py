"""Turns a logo or picture from elsewhere into an XObject: an image without transparency, or a form of shapes."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from handouts.drawing import luminance
from handouts.layout.frame import Print
from handouts.layout.pen import colour_operator
from handouts.library.artwork import Raster, Rgb, Shape, Vector
from handouts.pdf.objects import raw_stream, stream

if TYPE_CHECKING:
    from PIL.Image import Image

JPEG_QUALITY = 88  # of 100: what it leaves out cannot be seen at 300 dpi


@lru_cache(maxsize=64)
def logo(printed: Print) -> bytes:
    """The stream object of an artwork at the size and in the colours it is printed in."""
    art = printed.art
    return _image(art, printed) if isinstance(art, Raster) else _form(art, printed.grey)


def _image(art: Raster, printed: Print) -> bytes:
    """An image in the grey space or that of the output intent (ISO 19005-2, 6.2.4.3)."""
    from PIL.Image import Resampling, frombytes

    picture = frombytes("L" if art.grey else "RGB", (art.width, art.height), art.data)
    if printed.grey:
        picture = picture.convert("L")
    picture = picture.resize(printed.size, Resampling.LANCZOS)
    width, height = picture.size
    parts = len(picture.getbands())
    entries = (
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8"
        f"/ColorSpace/Device{'Gray' if parts == 1 else 'RGB'}"
    )
    if art.photo:
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=JPEG_QUALITY)
        return raw_stream(f"{entries}/Filter/DCTDecode", file.getvalue())
    entries += f"/DecodeParms<</Predictor 15/Colors {parts}/BitsPerComponent 8/Columns {width}>>"
    return stream(entries, _predicted(picture), deflated=True)


def _predicted(picture: Image) -> bytes:
    """The pixels deflated with PNG's predictors, which a PDF takes as they are (ISO 32000-1, 7.4.4.4)."""
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=9)
    data, at, found = file.getvalue(), 8, b""
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            found += data[at + 8 : at + 8 + size]
        at += size + 12
    return found


def _form(art: Vector, grey: bool) -> bytes:
    code = "\n".join(_painted(shape, grey) for shape in art.shapes)
    entries = f"/Type/XObject/Subtype/Form/BBox[0 0 {art.width:.2f} {art.height:.2f}]/Resources<<>>"
    return stream(entries, code.encode("ascii"))


def _painted(shape: Shape, grey: bool) -> str:
    code = []
    if shape.fill:
        code.append(colour_operator(_tone(shape.fill, grey)))
    if shape.stroke:
        code.append(colour_operator(_tone(shape.stroke, grey), stroke=True))
        code.append(f"{shape.line_width:g} w {shape.cap} J {shape.join} j {shape.miter:g} M")
    paint = ("B" if shape.stroke else "f") if shape.fill else "S"
    return " ".join([*code, shape.path, paint + ("*" if shape.even_odd and shape.fill else "")])


def _tone(colour: Rgb, grey: bool) -> Rgb:
    return (luminance(colour),) * 3 if grey else colour
