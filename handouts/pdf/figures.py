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
    kinds = {(path.role, path.tone, bool(path.width)) for path in drawing.paths}
    paints = {
        (role, tone, stroked): colour_operator(palette.colour(role, tone, own), stroked)
        for role, tone, stroked in kinds
    }
    fill = stroke = width = ""
    code = ["1 j 1 J"]  # a form inherits the state of the place where it is drawn: set what it needs
    patterns = palette.patterns
    for path in drawing.paths:
        if patterns and (pattern := patterns.get((path.role, bool(path.width)))):
            code.append(pattern.operators(path.operators(), drawing.weight))
            continue
        paint = paints[path.role, path.tone, bool(path.width)]
        if path.width:
            if stroke != paint:
                stroke = paint
                code.append(paint)
            if width != (line := f"{path.width:g} w"):
                code.append(width := line)
            code.append(path.operators() + "S")
        else:
            if fill != paint:
                fill = paint
                code.append(paint)
            code.append(path.operators() + "f*")
    left, top, right, bottom = drawing.bounds
    entries = f"/Type/XObject/Subtype/Form/BBox[{left} {top} {right} {bottom}]/Resources<<>>"
    return stream(entries, zlib.compress("\n".join(code).encode("ascii"), 4), deflated=True)
