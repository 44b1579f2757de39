"""Deflates pieces apart, so that a stream of many pieces, most of which are known, costs only the new ones."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import NamedTuple

LEVEL = 6
_HEAD = b"\x78\x9c"  # deflate with a window of 32 kB (RFC 1950, 2.2)
_LAST = b"\x03\x00"  # an empty last block (RFC 1951, 3.2.6)


class Piece(NamedTuple):
    """Bytes, and the same as deflated blocks that end on a whole byte and refer to nothing before them."""

    data: bytes
    blocks: bytes


def piece(data: bytes) -> Piece:
    """Deflate a piece of a stream."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Piece(data, packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH))


def joined(pieces: Iterable[Piece]) -> bytes:
    """The pieces one after the other, as one zlib stream (RFC 1950)."""
    check, blocks = 1, [_HEAD]
    for data, deflated in pieces:
        check = zlib.adler32(data, check)
        blocks.append(deflated)
    return b"".join([*blocks, _LAST, check.to_bytes(4, "big")])
