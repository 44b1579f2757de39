"""Reads logos and pictures, which come from anywhere: every limit is checked before anything is decoded."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from handouts.library.artwork import Artwork, ArtworkError, Raster, Vector

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_SVG_BYTES = 256 * 1024
MOST_STRETCHED = 12  # times as wide as high, or as high as wide
FAINTEST = 0.82  # a relative luminance that paper still lets see; white is 1
_KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".svg": "SVG"}


class Use(NamedTuple):
    """What a file is for: how large it may be, and how many pixels of its longer side are kept."""

    what: str
    bytes: int
    pixels: int
    kept: int
    smaller: str  # ways out
    darker: str
    photos: bool = False  # whether a JPEG is a photograph


# more pixels than 300 dpi ask for at the size it is printed: 13 cm, and 20 cm on a poster
LOGO = Use("a logo", 5 * 1024 * 1024, 25_000_000, 1600, "save the logo as PNG, at most 2000 pixels wide",
           "take the dark version of the logo")  # fmt: skip
PICTURE = Use("a picture", 25 * 1024 * 1024, 60_000_000, 2400, "save it as JPEG, at most 3000 pixels wide",
              "take one with darker lines", photos=True)  # fmt: skip


def find_logo(name: str, folder: Path) -> Path:
    """The file of a logo, named from the folder of clinic.yaml. Raises ArtworkError when it is not a file inside it."""
    path = folder / name
    inside = "put the file beside clinic.yaml and write its name only"
    try:
        real = path.resolve()
        if not real.is_relative_to(folder.resolve()):
            raise ArtworkError(f"'{name}' is outside the folder of clinic.yaml", inside)
        if not real.is_file():
            raise ArtworkError(f"there is no file '{name}'", inside)
    except (OSError, ValueError, RuntimeError):  # no access, a NUL in the name, links in a ring
        raise ArtworkError(f"'{name[:60]}' cannot be a file", inside) from None
    return real


def read_logo(path: Path, use: Use = LOGO) -> Artwork:
    """The artwork in a PNG, JPEG or SVG file. Raises ArtworkError for one that is broken, too large or dangerous."""
    claimed = _KINDS.get(path.suffix.lower())
    if claimed is None:
        raise ArtworkError(f"{use.what} is a PNG, JPEG or SVG file", "save it in one of these formats")
    try:
        with path.open("rb") as file:
            data = file.read(use.bytes + 1)
    except OSError as error:
        raise ArtworkError(f"cannot be read: {error.strerror}", "check its permissions") from None
    limit = MAX_SVG_BYTES if claimed == "SVG" else use.bytes
    if len(data) > limit:
        hint = "simplify its paths, or save it as PNG" if claimed == "SVG" else use.smaller
        raise ArtworkError(f"is larger than {limit // 1024} kB", hint)
    found = _kind(data)
    if found != claimed:
        hint = f"give it the ending .{found.lower()}" if found else "save it again from the program that made it"
        raise ArtworkError(f"is not a {claimed} file, whatever its name says", hint)
    art = _vector(data, use) if found == "SVG" else _raster(data, claimed, use)
    if not 1 / MOST_STRETCHED <= art.width / art.height <= MOST_STRETCHED:
        raise ArtworkError(f"is more than {MOST_STRETCHED} times as long as it is wide", "cut it to a calmer shape")
    return art


def _kind(data: bytes) -> str:
    """What a file is, by its first bytes."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    return "SVG" if head.startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg")) else ""


def _vector(data: bytes, use: Use) -> Vector:
    from handouts.library.logo_svg import read_svg

    art = read_svg(data)
    colours = [colour for shape in art.shapes for colour in (shape.fill, shape.stroke) if colour]
    if all(0.2126 * r + 0.7152 * g + 0.0722 * b > FAINTEST for r, g, b in colours):
        raise _invisible(use)
    return art


def _raster(data: bytes, kind: str, use: Use) -> Raster:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            picture = Image.open(io.BytesIO(data), formats=(kind,))
        # the header is all that has been read so far, and it may lie: more than it says is never decoded
        if picture.width * picture.height > use.pixels:
            raise _too_many(use)
        if picture.mode in ("CMYK", "YCCK"):
            raise ArtworkError("has the colours of a printing press (CMYK)", "save it with RGB colours")
        picture.draft(None, (use.kept, use.kept))  # a JPEG need not be decoded finer than it is kept
        picture.load()
    except Image.DecompressionBombError:
        raise _too_many(use) from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        hint = "save it again from the program that made it"
        raise ArtworkError(f"is damaged: {str(error)[:80]}", hint) from None
    return _opaque(picture, use)


def _opaque(picture: Image, use: Use) -> Raster:
    """On white paper, upright, in sRGB, without needless pixels."""
    from PIL import Image, ImageOps

    photo = use.photos and picture.format == "JPEG"
    picture = _eight_bits(ImageOps.exif_transpose(picture))
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    colour = _in_srgb(picture.convert("RGB"), picture.info.get("icc_profile"))
    colour.thumbnail((use.kept, use.kept), Image.Resampling.LANCZOS)
    darkest = next(level for level, count in enumerate(colour.convert("L").histogram()) if count)
    if darkest > FAINTEST * 255:
        raise _invisible(use)
    red, green, blue = colour.split()
    plain = red.tobytes() == green.tobytes() == blue.tobytes()
    return Raster(*colour.size, plain, (red if plain else colour).tobytes(), photo)


def _eight_bits(picture: Image) -> Image:
    """Sixteen bits of grey as eight: a plain conversion would cut off all that is above 255."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(lambda level: level * (1 / 257) + 0.5).convert("L")


def _in_srgb(picture: Image, profile: bytes | None) -> Image:
    """Colours of another space, such as that of a phone's camera, as the output intent of a sheet means them."""
    from PIL import ImageCms

    if not profile:
        return picture
    try:
        done = ImageCms.profileToProfile(picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):  # not a profile of RGB: the numbers are all there is
        return picture
    return done or picture


def _too_many(use: Use) -> ArtworkError:
    return ArtworkError(f"has more than {use.pixels // 1_000_000} megapixels", use.smaller)


def _invisible(use: Use) -> ArtworkError:
    return ArtworkError("is too pale to be seen on white paper", use.darker)
