"""Recognises what spreadsheets make of doses and dates, and says how to keep them from it."""

from __future__ import annotations

import re

_MONTH = r"jan|feb|mar|apr|ma[ijy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]"
_DAY_OF_RANGE = re.compile(
    rf"[0-9]{{1,2}}[-. /]+({_MONTH})[a-z]*\.?([-. /]+[0-9]{{2,4}})?|({_MONTH})[a-z]*[-. /]+[0-9]{{1,4}}"
    r"|[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}.*",
    re.IGNORECASE | re.ASCII,
)
_SERIAL = re.compile(r"[345][0-9]{4}([.,]0*)?", re.ASCII)  # days since 1900, of the years 1982 to 2064
_FLOAT = re.compile(r"([0-9]+)[.,]0+", re.ASCII)
_POWER = re.compile(r"[0-9]+([.,][0-9]+)?e\+?[0-9]+", re.IGNORECASE | re.ASCII)


def hint(column: str, value: str) -> str:
    """A way out when a program has changed the value of a date or dose column; else nothing."""
    if column == "date":
        if _SERIAL.fullmatch(value):
            return "a spreadsheet stores dates as numbers: format the column as text and write 2026-11-21"
        return "write year-month-day, as in 2026-11-21" if value[:1].isdecimal() else ""
    if "." not in column or column.endswith(".skip"):
        return ""
    if _DAY_OF_RANGE.fullmatch(value) or _SERIAL.fullmatch(value):
        return "a spreadsheet makes a date of a range such as 10-12: format the column as text, or write 10–12"
    if found := _FLOAT.fullmatch(value):
        return f"write {found[1]}"
    if _POWER.fullmatch(value):
        return "write the digits out"
    return ""
