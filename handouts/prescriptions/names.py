"""File names for the sheets of patients: from the id, safe on every file system."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

LONGEST = 60
_PORTABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*(?<!\.)", re.ASCII)
_OTHER = re.compile(r"[^A-Za-z0-9_-]+", re.ASCII)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)  # devices of Windows


def file_stem(identity: str) -> str:
    """The name of a file without its ending: an id that is portable stays as it is, another one gets a digest.

    Ids that differ only in how Unicode writes them (NFC, NFD) have the same stem. Two stems that differ in capitals
    only are the same file to some systems: whoever makes files compares them with `same_file`.
    """
    identity = unicodedata.normalize("NFC", identity)
    if len(identity) <= LONGEST and _PORTABLE.fullmatch(identity) and not _RESERVED.fullmatch(identity):
        return identity
    # bytes that are no characters (lone surrogates) have a digest too
    digest = blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    kept = _OTHER.sub("_", identity).strip("_-")[: LONGEST - len(digest) - 1]
    return f"{kept}-{digest}" if kept else digest


def same_file(stem: str) -> str:
    """What two stems have in common when they name one file on a system that ignores capitals."""
    return stem.lower()
