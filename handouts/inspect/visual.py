"""Looks at a page: renders it as a picture, with pypdfium2 from the extra `handouts[draw]`."""

from __future__ import annotations

import importlib
import io
from typing import Any


def page_png(pdf: bytes, page: int = 1, dpi: float = 150, grey: bool = False) -> bytes:
    """One page, counted from 1, as PNG. Raises IndexError for a page the file does not have."""
    pypdfium2: Any = importlib.import_module("pypdfium2")  # heavy, and not among the core's dependencies
    document = pypdfium2.PdfDocument(pdf)
    try:
        if not 1 <= page <= len(document):
            raise IndexError(f"no page {page} in {len(document)}")
        picture = document[page - 1].render(scale=dpi / 72, grayscale=grey).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
