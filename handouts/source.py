"""YAML text as plain data that knows its places: strict where YAML 1.1 surprises, all faults at once.

Lines and columns count from 1. Dates stay text. Merge keys, tags, directives and several documents are
refused; anchors are allowed while the file stays small with them written out. Every fault is a ProblemError.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from handouts.problems import Problem, ProblemError

Data: TypeAlias = "dict[str, Data] | list[Data] | str | int | float | bool | None"
Loc = tuple[str | int, ...]

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 40
MAX_NODES = 20_000  # with aliases written out, so that a few lines cannot grow without end
MAX_PROBLEMS = 100

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What a terminal, an editor or libyaml would take for something else: control characters, lone carriage
# returns and the Unicode line ends (both break the line count), byte order marks, surrogates.
_CONTROL = "\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_LOST_COLOUR = re.compile(r"^( *[\w-]+: +)(#[0-9A-Fa-f]{6})\b", re.MULTILINE)
_FORBIDDEN = re.compile(f"[{_CONTROL}]|\r(?!\n)")
_FORBIDDEN_VALUE = re.compile(f"[{_CONTROL}\r]")

_MAYBE_SPECIAL = re.compile(r"[-+.~\d]|(?:true|false|null|yes|no|on|off|y|n)$", re.IGNORECASE)
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_NUMBER_LIKE = re.compile(
    r"[-+]?(?:0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9_]+)(?:e[-+]?[0-9]+)?|\.inf)|\.nan",
    re.IGNORECASE | re.ASCII,
)
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None}
_MEANING = {
    **dict.fromkeys(("true", "yes", "on", "y"), "true"),
    **dict.fromkeys(("false", "no", "off", "n"), "false"),
    "null": "null",
}

# A part of the parser's message, and what we say instead with a way out. The first that fits wins.
_PLAIN_WORDS = (
    ("found unexpected end of stream", "a quotation mark is not closed", "add the closing one"),
    ("mapping values are not allowed", "a colon cannot stand here", "put the text in quotes"),
    ("could not find expected ':'", "a colon is missing after this key", "write 'key: value'"),
    ("cannot start any token", "this character cannot start a value", "put the text in quotes"),
    ("expected <document start>", "this does not belong to what stands above it", "check the indentation"),
    ("expected ',' or '}'", "a curly bracket is not closed, or a comma is missing", ""),
    ("expected ',' or ']'", "a square bracket is not closed, or a comma is missing", ""),
    ("expected key", "a key is expected here", "check the indentation and the quotes"),
    ("expected '-' indicator", "a list item is expected here", "start the line with '- '"),
    ("expected <block end>", "this does not fit what stands above it", "check the indentation"),
    ("block sequence entries are not allowed", "a list cannot start here", "start it on a line of its own"),
    ("unknown escape character", "there is no such backslash escape", "use single quotes"),
)


class _Place(NamedTuple):
    """Where a value starts, and where its keys and children are. Text and numbers share one empty dict."""

    line: int
    column: int
    keys: dict[str | int, tuple[int, int]]
    children: dict[str | int, _Place]


_NONE: dict[Any, Any] = {}


@dataclass(frozen=True)
class Source:
    """One YAML file: its data, and the place of everything in it. The data is read-only: aliases share it."""

    path: str
    data: dict[str, Data]
    text: str = field(repr=False)
    _root: _Place = field(repr=False)

    def where(self, loc: Loc, *, key: bool = False) -> tuple[int, int]:
        """Line and column of the value at `loc`, or of its key; when it is missing, of the nearest parent."""
        place, parent = self._root, self._root
        for part in loc:
            child = place.children.get(part)
            if child is None:
                return place.line, place.column
            place, parent = child, place
        return parent.keys[loc[-1]] if key and loc else (place.line, place.column)

    @classmethod
    def of(cls, data: dict[str, Any], label: str) -> Source:
        """Data that comes from no file, such as options of a command; everything in it is at line 0."""
        return cls(label, data, "", _Place(0, 0, _NONE, _NONE))

    def texts(self) -> Iterator[tuple[Loc, str]]:
        """Every text with its location, keys left out."""
        return _texts((), self.data)

    @cached_property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that change with the text."""
        from hashlib import blake2b

        return blake2b(self.text.encode(), digest_size=8).hexdigest()


def load(path: Path, label: str = "") -> Source:
    """Read a file. `label` is the name shown to the user; the path itself when left out."""
    shown = label or str(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a named pipe would wait for ever
            raise ProblemError(Problem("is not a file", shown, rule="file-place"))
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ProblemError(Problem("there is no such file", shown, rule="file-place")) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ProblemError(Problem(f"cannot be read: {reason}", shown, rule="file-place")) from None
    if len(raw) > MAX_BYTES:
        raise ProblemError(_too_large(shown))
    try:
        return parse(raw.decode("utf-8-sig"), shown)
    except UnicodeDecodeError as error:
        raise ProblemError(_not_utf8(raw, error.start, shown)) from None


def parse(text: str, path_label: str, first_line: int = 1) -> Source:
    """Read YAML text, which starts on `first_line` of its file.

    Raises ProblemError with every fault found, up to the first one that hides the rest.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES:
        raise ProblemError(_too_large(path_label))
    problems = _forbidden(text, first_line)
    if not problems and "#" in text:
        problems = _lost_colours(text, first_line)
    if not problems:
        reader = _Reader(first_line)
        data, place = reader.read(text)
        problems = reader.problems
        if not problems and isinstance(data, dict):
            return Source(path_label, data, text, place)
    if not problems:
        found = "is empty" if data is None else f"holds {_kind(data)} instead of keys and values"
        hint = "start with 'key: value'"
        problems = [Problem(f"the file {found}", line=place.line, column=place.column, hint=hint)]
    raise ProblemError(replace(problem, path=path_label, rule="file-form") for problem in problems)


class _StopReading(Exception):  # noqa: N818 - a signal, not an error
    """What follows could not be understood, or is too much."""


class _Open:
    """A list or mapping that is being read."""

    __slots__ = ("anchor", "data", "key", "key_place", "nodes_before", "place")

    def __init__(self, data: dict[str, Data] | list[Data], place: _Place, anchor: str | None, nodes: int):
        self.data, self.place, self.anchor, self.nodes_before = data, place, anchor, nodes
        self.key: str | None = None
        self.key_place = (0, 0)

    @property
    def wants_key(self) -> bool:
        """A mapping between two of its pairs."""
        return self.key is None and isinstance(self.data, dict)


class _Reader:
    """Builds data from parser events, with its own stack so that deep nesting cannot exhaust Python's."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Data, _Place, int]] = {}
        self.nodes = 0
        self.documents = 0
        self.root: tuple[Data, _Place] = (None, _Place(0, 0, {}, {}))

    def read(self, text: str) -> tuple[Data, _Place]:
        parser = _Parser(text)
        try:
            while (event := parser.get_event()) is not None:
                if take := _TAKE.get(type(event)):
                    take(self, event)
        except _StopReading:
            pass
        except yaml.YAMLError as error:
            self.problems.append(_syntax(error, self.first_line))
        finally:
            parser.dispose()
        return self.root

    def place(self, event: Any) -> tuple[int, int]:
        """Line and column where something starts."""
        mark = event.start_mark
        return mark.line + self.first_line, mark.column + 1

    def problem(self, event: Any, message: str, hint: str = "") -> None:
        parts = [str(len(top.data) if isinstance(top.data, list) else top.key) for top in self.stack]
        if self.stack and self.stack[-1].wants_key:
            parts.pop()
        line, column = self.place(event)
        self.problems.append(Problem(message, "", line, column, ".".join(parts), hint))
        if len(self.problems) >= MAX_PROBLEMS:
            self.problems.append(Problem("reading stopped here: there are too many problems", line=line))
            raise _StopReading

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.problem(event, "a second document starts here", "keep one document in a file")
            raise _StopReading
        if event.version or event.tags:
            self.problem(event, "lines that start with % are not allowed", "leave them out")

    def scalar(self, event: Any) -> None:
        if self.stack and self.stack[-1].wants_key:
            self.key(self.stack[-1], event)
        else:
            self.add(self.value(event), _Place(*self.place(event), _NONE, _NONE), event.anchor)

    def key(self, top: _Open, event: Any) -> None:
        key, plain = event.value, not event.style
        if event.tag is not None or event.anchor is not None:
            self.problem(event, "a key cannot have a tag or an anchor", "leave it out")
        elif plain and key == "<<":
            self.problem(event, "merge keys ('<<') are not supported", "write the keys out")
        elif plain and key in ("", "~"):
            self.problem(event, "a key is missing before the colon")
        elif plain and len(key) <= 5 and (meaning := _MEANING.get(key.lower())):
            self.problem(event, f"some programs read the key '{key}' as {meaning}", "put it in quotes")
        elif not plain and _FORBIDDEN_VALUE.search(key):
            self.problem(event, "a key cannot hold a control character")
        elif key in top.data:
            self.problem(event, f"duplicate key '{_short(key)}'", f"it is on line {top.place.keys[key][0]} too")
        top.key, top.key_place = key, self.place(event)

    def value(self, event: Any) -> Data:
        text: str = event.value
        if event.tag is not None:
            self.problem(event, "tags are not allowed", "put text that starts with ! in quotes")
            return text
        if event.style:
            if event.style == '"' and _FORBIDDEN_VALUE.search(text):
                self.problem(event, "the text holds a control character", "leave the backslash escape out")
            return text
        if not text:
            return None
        return self.plain(event, text) if _MAYBE_SPECIAL.match(text) else text

    def plain(self, event: Any, text: str) -> Data:
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
        if meaning := _MEANING.get(text.lower()):
            hint = f"write {meaning}, or put it in quotes"
            self.problem(event, f"some programs read '{text}' as {meaning}", hint)
        elif _NUMBER_LIKE.fullmatch(text):
            message = f"some programs read '{_short(text)}' as a number, others as text"
            self.problem(event, message, "put it in quotes")
        return text

    def open(self, event: Any) -> None:
        if event.tag is not None:
            self.problem(event, "tags are not allowed", "leave it out")
        if len(self.stack) >= MAX_DEPTH:
            self.problem(event, f"nested more than {MAX_DEPTH} levels deep")
            raise _StopReading
        self.refuse_as_key(event, "put text that starts with [ or { in quotes")
        data: dict[str, Data] | list[Data] = {} if type(event) is yaml.MappingStartEvent else []
        self.stack.append(_Open(data, _Place(*self.place(event), {}, {}), event.anchor, self.nodes))

    def close(self, event: Any) -> None:
        done = self.stack.pop()
        self.add(done.data, done.place, done.anchor, self.nodes - done.nodes_before)

    def alias(self, event: Any) -> None:
        self.refuse_as_key(event, "put text that starts with * in quotes")
        name = event.anchor
        if name not in self.anchors:  # an open anchor counts as unknown, so that nothing holds itself
            hint = "put text that starts with * in quotes"
            self.problem(event, f"no '&{_short(name)}' ends before this alias", hint)
        data, place, nodes = self.anchors.get(name, (None, _Place(*self.place(event), {}, {}), 0))
        self.nodes += nodes
        self.add(data, place)

    def refuse_as_key(self, event: Any, hint: str) -> None:
        if self.stack and self.stack[-1].wants_key:
            self.problem(event, "a key must be plain text", hint)
            raise _StopReading

    def add(self, data: Data, place: _Place, anchor: str | None = None, nodes: int = 0) -> None:
        """Put a finished value into the container that is open."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            message = f"holds more than {MAX_NODES} values"
            self.problems.append(Problem(message, line=place.line, column=place.column))
            raise _StopReading
        if anchor is not None:
            self.anchors[anchor] = (data, place, nodes)
        if not self.stack:
            self.root = (data, place)
            return
        top = self.stack[-1]
        if isinstance(top.data, list):
            index: str | int = len(top.data)
            top.place.keys[index] = (place.line, place.column)
            top.data.append(data)
        else:
            index = top.key or ""
            top.place.keys[index] = top.key_place
            top.data[index] = data
            top.key = None
        top.place.children[index] = place


_TAKE = {
    yaml.DocumentStartEvent: _Reader.document,
    yaml.ScalarEvent: _Reader.scalar,
    yaml.AliasEvent: _Reader.alias,
    yaml.MappingStartEvent: _Reader.open,
    yaml.SequenceStartEvent: _Reader.open,
    yaml.MappingEndEvent: _Reader.close,
    yaml.SequenceEndEvent: _Reader.close,
}


def _texts(loc: Loc, data: Data) -> Iterator[tuple[Loc, str]]:
    if isinstance(data, str):
        yield loc, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts((*loc, key), value)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts((*loc, index), value)


def _kind(data: Data) -> str:
    return {list: "a list", str: "only text", bool: "only true or false"}.get(type(data), "only a number")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _too_large(shown: str) -> Problem:
    return Problem(f"is larger than {MAX_BYTES // 1024**2} MiB", shown, rule="file-form")


def _forbidden(text: str, first_line: int) -> list[Problem]:
    """Characters that must not be in a file at all; the first of each line."""
    problems: list[Problem] = []
    line, counted = first_line, 0
    for found in _FORBIDDEN.finditer(text):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        if problems and problems[-1].line == line:
            continue
        column = counted - text.rfind("\n", 0, counted)
        tab = found[0] == "\t"
        message = "a tab character" if tab else f"a control character (U+{ord(found[0]):04X})"
        problems.append(Problem(message, line=line, column=column, hint="use spaces" if tab else "delete it"))
        if len(problems) >= MAX_PROBLEMS:
            break
    return problems


def _lost_colours(text: str, first_line: int) -> list[Problem]:
    """Colours without quotes, which YAML takes for comments: nobody would ever hear of them."""
    return [
        Problem(
            f"{found[2]} is a comment here, and the value is empty",
            line=text.count("\n", 0, found.start(2)) + first_line,
            column=found.start(2) - text.rfind("\n", 0, found.start(2)),
            hint=f'put it in quotes: "{found[2]}"',
        )
        for found in _LOST_COLOUR.finditer(text)
    ][:MAX_PROBLEMS]


def _not_utf8(raw: bytes, at: int, shown: str) -> Problem:
    start = raw.rfind(b"\n", 0, at) + 1
    line, column = raw.count(b"\n", 0, at) + 1, len(raw[start:at].decode("utf-8-sig")) + 1
    message = f"is not UTF-8 text: byte {at + 1} is 0x{raw[at]:02X}"
    return Problem(message, shown, line, column, hint="save the file with the encoding UTF-8", rule="file-form")


def _syntax(error: yaml.YAMLError, first_line: int) -> Problem:
    """A parser's error in plain words."""
    said = str(getattr(error, "problem", None) or error)
    fits = ((message, hint) for part, message, hint in _PLAIN_WORDS if part in said)
    message, hint = next(fits, (f"is not valid YAML: {said}", ""))
    opened, noticed = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    # Where a bracket was opened or a key begins helps more than where the parser noticed.
    mark = (opened or noticed) if "not closed" in message or "missing" in message else (noticed or opened)
    line, column = (mark.line + first_line, mark.column + 1) if mark else (0, 0)
    return Problem(message, line=line, column=column, hint=hint)
