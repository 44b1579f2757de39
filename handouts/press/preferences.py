"""What a print dialog starts with when it opens a file: the right sides, and no scaling (ISO 32000-1, 12.2)."""

from __future__ import annotations

from handouts.press.order import turning_edge


def print_preferences(width: float, height: float, two_sided: bool = True) -> str:
    """Entries of a viewer preferences dictionary for sheets of this size."""
    duplex = f"DuplexFlip{turning_edge(width, height).capitalize()}Edge" if two_sided else "Simplex"
    return f"/PrintScaling/None/Duplex/{duplex}"
