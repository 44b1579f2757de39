"""Turns a drawing into a Form XObject, deflated once however often it is printed."""

from __future__ import annotations

import zlib
from functools import lru_cache

from handouts.layout.frame import Picture
from handouts.layout.pen import colour_operator
from handouts.pdf.objects import stream


@lru_cache(maxsize=1024)
def form(picture: Picture) -> bytes:
    """The stream object. Its coordinates are the drawing's own, y down; whoever places it turns them over."""
    drawing, palette = picture
    own = dict(drawing.colours)
    fill = stroke = width = ""
    code = ["1 j 1 J"]  # a form inherits the state of the place where it is drawn: set what it needs
    for path in drawing.paths:
        rgb = palette.colour(path.role, path.tone, own[path.role])
        if path.width:
            if stroke != (paint := colour_operator(rgb, True)):
                code.append(stroke := paint)
            if width != (line := f"{path.width:g} w"):
                code.append(width := line)
            code.append(path.operators() + "S")
        else:
            if fill != (paint := colour_operator(rgb)):
                code.append(fill := paint)
            code.append(path.operators() + "f*")
    left, top, right, bottom = drawing.bounds
    entries = f"/Type/XObject/Subtype/Form/BBox[{left} {top} {right} {bottom}]/Resources<<>>"
    return stream(entries, zlib.compress("\n".join(code).encode("ascii"), 6), deflated=True)
