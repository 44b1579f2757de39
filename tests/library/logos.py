"""Logos made by hand, good and hostile ones."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageDraw

NS = 'xmlns="http://www.w3.org/2000/svg"'


def svg(inside: str, opening: str = 'viewBox="0 0 100 50"', before: str = "") -> bytes:
    """An SVG of 100 by 50 units."""
    return f"{before}<svg {NS} {opening}>{inside}</svg>".encode()


SIGN = svg('<rect width="100" height="50" fill="#0b5a6b"/><circle cx="50" cy="25" r="20" fill="#ffffff"/>')


def picture(mode: str = "RGB", size: tuple[int, int] = (60, 30)) -> Image.Image:
    """Dark teal left, orange right; with transparency the middle is clear."""
    made = Image.new("RGBA", size, (11, 90, 107, 255))
    draw = ImageDraw.Draw(made)
    wide, tall = size
    draw.rectangle((wide // 2, 0, wide, tall), fill=(200, 90, 60, 255))
    if mode in ("RGBA", "LA", "PA"):
        draw.rectangle((wide // 3, 0, 2 * wide // 3, tall), fill=(0, 0, 0, 0))
    return made if mode == "RGBA" else made.convert(mode)


def saved(made: Image.Image, kind: str = "PNG", **more) -> bytes:
    """The bytes of a file."""
    file = io.BytesIO()
    made.save(file, kind, **more)
    return file.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, rows: bytes, depth: int = 8, kind: int = 0, interlace: int = 0, more=b"") -> bytes:
    """A PNG whose header says what it is told; `rows` are its rows with their filter bytes."""
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlace)
    body = chunk(b"IHDR", header) + more + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
