"""The library: exercises, routines, words, safety and sources by name, each file read once and when needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

from handouts.drawing import OWN_COLOURS, Drawing, Palette
from handouts.library import extends, models
from handouts.library.artwork import Artwork, ArtworkError, OwnPicture
from handouts.library.clinic import Clinic
from handouts.library.layers import Layers, builtin
from handouts.library.reader import read
from handouts.library.sides import unmatched
from handouts.problems import Problem, ProblemError, did_you_mean
from handouts.source import Source, load

Item = Literal["exercises", "routines", "leaflets", "education"]
Kind = Item | Literal["layouts", "palettes", "languages", "people", "countries"]
P = ParamSpec("P")
T = TypeVar("T")

MAX_PICTURE = 4 * 1024 * 1024  # bytes
FACTS: dict[str, str] = {
    "exercises": "exercise.yaml",
    "routines": "routine.yaml",
    "leaflets": "leaflet.yaml",
    "education": "education.yaml",
}
_FOLDERS = {"languages": "phrases", "people": "people", "countries": "safety"}
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLOT = re.compile(r"\{([^{}]*)\}|[{}]")


def _once(method: Callable[Concatenate[Library, P], T]) -> Callable[Concatenate[Library, P], T]:
    """Remember what a method returns for its arguments; what it raises is found again each time."""

    @wraps(method)
    def remembered(self: Library, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self.remembered((method.__name__, *args, *kwargs.items()), lambda: method(self, *args, **kwargs))

    return remembered


class Library:
    """Content and layouts from layered folders.

    An unknown name, a language that is not there and a bad file raise ProblemError.
    """

    def __init__(self, content: Layers, layouts: Layers):
        self.content = content
        self.layouts = layouts
        self.memo: dict[object, Any] = {}
        self._files: dict[Path, list[int]] = {}
        self._touched = content.touched = layouts.touched = set[Path]()
        self._behind: dict[tuple[Any, ...], frozenset[Path]] = {}  # what each remembered thing was made from

    @classmethod
    def load(cls, folders: Sequence[Path] = (), layouts: Sequence[Path] = ()) -> Library:
        """The built-in library with folders laid over it, the last one winning. No file is read yet."""
        return cls(Layers((builtin("content"), *folders)), Layers((builtin("layouts"), *layouts)))

    # What was read

    def remembered(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What `make` gives, made once for each key; whoever takes it touches the files that it was made from."""
        if key not in self.memo:
            before = set(self._touched)
            self._touched.clear()
            try:
                self.memo[key] = make()
                self._behind[key] = frozenset(self._touched)
            finally:
                self._touched |= before
        self._touched |= self._behind[key]
        value: T = self.memo[key]
        return value

    def forget(self, changed: Iterable[Path]) -> None:
        """Whatever was made from these files, or for want of them, is made anew when it is asked for.

        So is all that others remember here: they may have made it from what they had before.
        """
        stale, own = set(changed), vars(Library)
        for key, files in list(self._behind.items()):
            if key[0] not in own or not files.isdisjoint(stale):
                del self._behind[key], self.memo[key]
        for path in stale:
            self._files.pop(path, None)
        self.content.forget()
        self.layouts.forget()

    def begin(self) -> None:
        """From here on note anew which files are touched."""
        self._touched.clear()

    def stamps_read(self) -> dict[Path, list[int]]:
        """Size and time of writing (nanoseconds since 1970) of every file touched, as they were when it was read."""
        return {path: self._files[path] for path in sorted(self._touched & self._files.keys())}

    def files_absent(self) -> tuple[Path, ...]:
        """Every place that was tried in vain, sorted: a file that appears there changes the result."""
        return tuple(sorted(self._touched - self._files.keys()))

    # What there is

    def slugs(self, kind: Kind) -> list[str]:
        """The names of all items of a kind, sorted."""
        if facts := FACTS.get(kind):
            names = (name for name in self.content.names(kind) if _NAME.fullmatch(name))
            return [name for name in names if self.content.find(f"{kind}/{name}/{facts}")]
        if kind in _FOLDERS:
            stems = _stems(self.content.names(_FOLDERS[kind]))
            return [stem for stem in stems if len(stem) == 2] if kind in ("languages", "countries") else stems
        return _stems(self.layouts.names("palettes" if kind == "palettes" else ""))

    def kind_of(self, slug: str, kinds: Iterable[Item] = ("routines", "leaflets", "exercises")) -> Item:
        """Which kind of item has this name, the first kind winning. Nothing is read."""
        known = tuple(kinds)
        if _NAME.fullmatch(slug):
            for kind in known:
                if self.content.find(f"{kind}/{slug}/{FACTS[kind]}"):
                    return kind
        names = [kind.removesuffix("s") for kind in known]
        what = ", ".join(names[:-1]) + " or " + names[-1]
        problem = _unknown(what, slug, [name for kind in known for name in self.slugs(kind)])
        raise ProblemError(replace(problem, hint=problem.hint or "'handouts list' shows them all"))

    def languages(self, kind: Kind, slug: str) -> list[str]:
        """The languages in which an item has words, sorted."""
        return [stem for stem in _stems(self.content.names(f"{kind}/{slug}")) if len(stem) == 2]

    def files_read(self) -> tuple[Path, ...]:
        """Every file that was read so far, sorted."""
        return tuple(sorted(self._files))

    def _note(self, path: Path) -> None:
        self._touched.add(path)
        try:
            status = path.stat()
        except OSError:  # whoever reads it will say what is wrong
            return
        self._files.setdefault(path, [status.st_size, status.st_mtime_ns])

    def loaded(self, path: Path) -> Source | None:
        """A YAML file that was read and found sound, or None."""
        source: Source | None = self.memo.get(("_load", path))
        return source

    def sources_read(self) -> list[Source]:
        """Every YAML file that was read so far, as it is written, in the order of the paths."""
        read_now = (path for path in self.files_read() if path.suffix == ".yaml")
        return [self._load(path) for path in read_now]

    def source(self, relative: str) -> Source | None:
        """The content file of that name that counts, such as `exercises/cat-cow/en.yaml`, or None."""
        path = self.content.find(relative)
        return self._load(path) if path else None

    def source_layers(self, relative: str) -> list[Source]:
        """Every content file of that name, from the first folder to the last."""
        return [self._load(path) for path in reversed(self.content.find_all(relative))]

    # Exercises and routines

    @_once
    def exercise(self, slug: str) -> models.Exercise:
        """The facts of an exercise. Its `shown` panels are among its panels."""
        source = self.facts_source("exercises", slug)
        exercise = read(models.Exercise, source)
        _raise(_panel_problems(exercise, source))
        return exercise

    @_once
    def exercise_words(self, slug: str, lang: str) -> models.ExerciseWords:
        """The words of an exercise. Each `{panel}` in its steps is a panel of the exercise."""
        source = self.words_source("exercises", slug, lang)
        words = read(models.ExerciseWords, source)
        _raise(_step_problems(words, self.exercise(slug), source))
        return words

    @_once
    def drawing(self, slug: str, panel: str) -> Drawing:
        """One baked picture of an exercise."""
        panels = self.exercise(slug).panels
        if panel not in panels:
            message = f"{slug} has no picture '{panel[:60]}'"
            raise ProblemError(Problem(message, hint=did_you_mean(panel[:60], panels), rule="reference-dead"))
        return self.own_picture(slug, panel) or self.picture("exercises", slug, panel)

    @_once
    def own_picture(self, slug: str, panel: str) -> OwnPicture | None:
        """The photograph or drawing that an exercise names for a panel, when it names one."""
        own = self.exercise(slug).pictures.get(panel)
        if own is None:
            return None
        from handouts.library.logo import PICTURE, read_logo

        source = self.facts_source("exercises", slug)
        line, column = source.where(("pictures", panel, "file"))
        field = f"pictures.{panel}.file"
        path = self.content.find(f"exercises/{slug}/{own.file}") if "\0" not in own.file else None
        if path is None or not path.is_file():
            hint = "put it beside exercise.yaml and write its name only"
            message = f"there is no file '{own.file[:60]}'"
            raise ProblemError(Problem(message, source.path, line, column, field, hint, rule="picture-missing"))
        self._note(path)
        try:
            return OwnPicture.showing(read_logo(path, PICTURE))
        except ArtworkError as error:
            shown = self.content.label(path)
            place = Problem(error.message, shown, error.line, error.column, "", error.hint, rule="picture-missing")
            raise ProblemError(place) from None

    @_once
    def picture(self, folder: Literal["exercises", "education"], slug: str, name: str) -> Drawing:
        """One baked picture, of an exercise or of an education block."""
        relative, hint = f"{folder}/{slug}/{name}.svg", f"run: handouts draw --bake {slug}"
        path = self.content.find(relative)
        if path is None:
            facts = self.content.find(f"{folder}/{slug}/{FACTS[folder]}")
            beside = facts.parent if facts else self.content.folders[-1] / folder / slug
            shown = self.content.label(beside / f"{name}.svg")
            raise ProblemError(Problem("the picture is missing", shown, hint=hint, rule="picture-missing"))
        self._note(path)
        try:
            with path.open("rb") as file:
                return Drawing.from_svg(file.read(MAX_PICTURE).decode())
        except (OSError, ValueError) as error:
            message = f"the picture cannot be used: {getattr(error, 'strerror', None) or error}"
            raise ProblemError(Problem(message, self.content.label(path), hint=hint, rule="picture-missing")) from None

    @_once
    def routine(self, slug: str) -> models.Routine:
        """The facts of a routine. Its exercises exist, but are not read yet."""
        source = self.facts_source("routines", slug)
        routine = read(models.Routine, source)
        _raise(self._item_problems(routine, source))
        return routine

    @_once
    def routine_words(self, slug: str, lang: str) -> models.RoutineWords:
        """The words of a routine."""
        return read(models.RoutineWords, self.words_source("routines", slug, lang))

    # Leaflets and what they print

    @_once
    def leaflet(self, slug: str) -> models.Leaflet:
        """The facts of a leaflet."""
        return read(models.Leaflet, self.facts_source("leaflets", slug))

    @_once
    def leaflet_words(self, slug: str, lang: str) -> models.LeafletWords:
        """The words of a leaflet."""
        return read(models.LeafletWords, self.words_source("leaflets", slug, lang))

    @_once
    def education(self, slug: str) -> models.Education:
        """The facts of an education block."""
        return read(models.Education, self.facts_source("education", slug))

    @_once
    def education_words(self, slug: str, lang: str) -> models.EducationWords:
        """The words of an education block."""
        return read(models.EducationWords, self.words_source("education", slug, lang))

    # What every sheet needs

    @_once
    def phrases(self, lang: str) -> models.Phrases:
        """Sheet chrome in a language. A later folder may replace single phrases, and the formats as a whole."""
        merged: dict[str, models.Line | models.Plural] = {}
        formats = None
        self._file("phrases", lang, "language")
        for path in reversed(self.content.find_all(f"phrases/{lang}.yaml")):
            layer = read(models.Phrases, self._load(path))
            merged.update(layer.phrases)
            formats = layer.formats or formats
        return models.Phrases.model_construct(phrases=merged, formats=formats)

    @_once
    def sources(self) -> models.Sources:
        """The bibliography. A later folder may add or replace single entries."""
        merged: dict[str, models.Source] = {}
        for path in reversed(self.content.find_all("sources.yaml")):
            merged.update(read(models.Sources, self._load(path)).sources)
        return models.Sources.model_construct(sources=merged)

    @_once
    def safety(self, country: str) -> models.Safety:
        """The warning signs and numbers of a country, given as two letters; the general signs where it lists none."""
        source = self._file("safety", country.lower(), "country")
        own = read(models.Safety, source)
        if own.emergency.signs and own.urgent.signs:
            return own
        general = self.general_signs()
        if general is None:
            message = "lists no warning signs, and there is no safety/general.yaml"
            hint = "add signs to both levels, or the general list"
            raise ProblemError(Problem(message, source.path, hint=hint, rule="safety-country"))
        levels = ((own.emergency, general.emergency), (own.urgent, general.urgent))
        emergency, urgent = (mine.model_copy(update={"signs": mine.signs or signs}) for mine, signs in levels)
        return own.model_copy(update={"emergency": emergency, "urgent": urgent})

    @_once
    def general_signs(self) -> models.Signs | None:
        """The warning signs for countries without a list of their own, when there is such a file."""
        source = self.source("safety/general.yaml")
        return read(models.Signs, source) if source else None

    @_once
    def safety_words(self, lang: str) -> models.SafetyWords:
        """Stop rules, warning signs and disclaimer in a language; replaced as a whole, never in parts."""
        return read(models.SafetyWords, self._file("safety/words", lang, "language"))

    @_once
    def glossary(self, lang: str) -> models.Glossary:
        """The hard words of a language; none when there is no file."""
        source = self.source(f"glossary/{lang}.yaml")
        return read(models.Glossary, source) if source else models.Glossary(terms={})

    @_once
    def clinic(self, path: Path) -> Clinic:
        """What a clinic prints on its sheets."""
        return read(Clinic, self._load(path))

    @_once
    def logo(self, clinic: Path) -> Artwork | None:
        """The logo that a clinic's file names, when it names one."""
        name, source = self.clinic(clinic).logo, self._load(clinic)
        if name is None:
            return None
        from handouts.library.logo import find_logo, read_logo

        line, column = source.where(("logo",))
        try:
            path = find_logo(name, clinic.parent)
        except ArtworkError as error:
            place = Problem(error.message, source.path, line, column, "logo", error.hint, rule="picture-missing")
            raise ProblemError(place) from None
        self._note(path)
        try:
            return read_logo(path)
        except ArtworkError as error:
            shown = self.content.label(clinic.parent / name)
            place = Problem(error.message, shown, error.line, error.column, "", error.hint, rule="picture-missing")
            raise ProblemError(place) from None

    def fonts(self, named: Sequence[str], clinic: Path | None) -> tuple[str, ...]:
        """The font files that were named, then those of the clinic. Raises ProblemError for one that is missing."""
        found = {Path(name): Problem("there is no such file", name, rule="file-place") for name in named}
        found.update(self._clinic_fonts(clinic) if clinic else {})
        for path in found:
            self._note(path)
        _raise(problem for path, problem in found.items() if not path.is_file())
        return tuple(map(str, found))

    def _clinic_fonts(self, clinic: Path) -> dict[Path, Problem]:
        """The fonts that a clinic's file names from its own folder, and what is wrong when they are missing."""
        source, found = self._load(clinic), {}
        for number, name in enumerate(self.clinic(clinic).fonts):
            line, column = source.where(("fonts", number))
            hint, message = "put the font beside clinic.yaml and write its name", f"there is no file '{name}'"
            place = Problem(message, source.path, line, column, "fonts", hint, rule="reference-dead")
            found[clinic.parent / name] = place
        return found

    # Looks

    def layout_source(self, name: str) -> Source:
        """The file of a layout, laid over those it extends, for the model of layout templates."""
        return self._layout(name, ())

    def _layout(self, name: str, above: tuple[str, ...]) -> Source:
        path = self.layouts.find(f"{name}.yaml") if _NAME.fullmatch(name) else None
        if path is None:
            raise ProblemError(_unknown("layout", name, self.slugs("layouts")))
        source = self._load(path)
        base = source.data.get(extends.KEY)
        if base is None:
            return source
        line, column = source.where((extends.KEY,))
        message = "must be the name of another layout"
        place = Problem(message, source.path, line, column, extends.KEY, rule="reference-dead")
        if not isinstance(base, str) or base in (*above, name):
            raise ProblemError(place)
        try:
            return extends.laid_over(source, self._layout(base, (*above, name)))
        except ProblemError as error:
            raise ProblemError(p if p.path else p.at(source.path, line, column) for p in error.problems) from None

    @_once
    def palette(self, name: str) -> Palette:
        """The colours of pictures. `colour`, each picture's own, needs no file."""
        path = self.layouts.find(f"palettes/{name}.yaml") if _NAME.fullmatch(name) else None
        if path is None and name == OWN_COLOURS.name:
            return OWN_COLOURS
        if path is None:
            raise ProblemError(_unknown("palette", name, {OWN_COLOURS.name, *self.slugs("palettes")}))
        from handouts.library.palette_file import PaletteFile

        return read(PaletteFile, self._load(path)).palette(name)

    # Finding files

    def facts_source(self, kind: Kind, slug: str) -> Source:
        """The file with the facts of an item."""
        source = self.source(f"{kind}/{slug}/{FACTS[kind]}") if _NAME.fullmatch(slug) else None
        if source is None:
            raise ProblemError(_unknown(kind.removesuffix("s"), slug, self.slugs(kind)))
        return source

    def words_source(self, kind: Kind, slug: str, lang: str) -> Source:
        """The file with the words of an item in a language."""
        facts = self.facts_source(kind, slug)
        source = self.source(f"{kind}/{slug}/{lang}.yaml") if len(lang) == 2 and _NAME.fullmatch(lang) else None
        if source is None:
            hint = did_you_mean(lang[:60], self.languages(kind, slug))
            message = f"has no words in the language '{lang[:60]}'"
            raise ProblemError(Problem(message, facts.path, hint=hint, rule="reference-dead"))
        return source

    def _file(self, folder: str, name: str, what: str) -> Source:
        source = self.source(f"{folder}/{name}.yaml") if len(name) == 2 and _NAME.fullmatch(name) else None
        if source is None:
            what = "language" if folder == "phrases" else f"{folder} file for the {what}"
            raise ProblemError(_unknown(what, name, _stems(self.content.names(folder))))
        return source

    @_once
    def _load(self, path: Path) -> Source:
        self._note(path)
        return load(path, self.content.label(path))

    def _item_problems(self, routine: models.Routine, source: Source) -> Iterator[Problem]:
        for index, item in enumerate(routine.items):
            if not self.content.find(f"exercises/{item.exercise}/{FACTS['exercises']}"):
                line, column = source.where(("items", index, "exercise"))
                problem = _unknown("exercise", item.exercise, self.slugs("exercises"))
                yield problem.at(source.path, line, column)


def _unknown(what: str, name: str, known: Iterable[str]) -> Problem:
    return Problem(f"there is no {what} '{name[:60]}'", hint=did_you_mean(name[:60], known), rule="reference-dead")


def _stems(names: Iterable[str]) -> list[str]:
    stems = (name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))
    return [stem for stem in stems if _NAME.fullmatch(stem)]


def _raise(problems: Iterable[Problem]) -> None:
    if found := tuple(problems):
        raise ProblemError(found)


def _panel_problems(exercise: models.Exercise, source: Source) -> Iterator[Problem]:
    for index, panel in enumerate(exercise.shown):
        if panel not in exercise.panels:
            line, column = source.where(("shown", index))
            hint = did_you_mean(panel, exercise.panels)
            message = f"'{panel}' is not one of the panels"
            yield Problem(message, source.path, line, column, "shown", hint, rule="reference-dead")
    for panel in exercise.pictures:
        if panel not in exercise.panels:
            line, column = source.where(("pictures", panel), key=True)
            message, hint = "is not one of the panels", did_you_mean(panel, exercise.panels)
            yield Problem(message, source.path, line, column, f"pictures.{panel}", hint, rule="reference-dead")


def _step_problems(words: models.ExerciseWords, exercise: models.Exercise, source: Source) -> Iterator[Problem]:
    for index, step in enumerate(words.steps):
        if unmatched(step):
            line, column = source.where(("steps", index))
            hint = "square brackets hold what counts only when both sides are done: Come up[ and change sides]."
            message = "has a square bracket without the other one"
            yield Problem(message, source.path, line, column, f"steps.{index}", hint, rule="words-match")
        for slot in _SLOT.finditer(step):
            if slot[1] not in exercise.panels:
                line, column = source.where(("steps", index))
                hint = did_you_mean(slot[1] or "", exercise.panels)
                message = f"'{slot[0]}' is not a picture of this exercise"
                yield Problem(message, source.path, line, column, f"steps.{index}", hint, rule="reference-dead")
